import { Writable } from 'node:stream';
import type { Reply } from './respond.ts';

/** Keeps the answer to one operation of a bulk request: its status and headers. Bodies of successes aren't asked for (RFC 7644 §3.7.3). */
export class KeptReply extends Writable implements Reply {
  statusCode = 200;
  readonly locals: Reply['locals'];
  readonly #headers = new Map<string, string>();

  /** @param locals those of the bulk request, whose log takes what the operations note */
  constructor(locals: Reply['locals']) {
    super();
    this.locals = locals;
  }

  setHeader(name: string, value: string | number): void {
    this.#headers.set(name.toLowerCase(), String(value));
  }

  header(name: string): string | undefined {
    return this.#headers.get(name.toLowerCase());
  }

  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done();
  }
}
