import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mediaTypeOf } from './media-type.ts';

/** Where an answer goes: Express's response, or what keeps the answer to an operation of a bulk request. */
export interface Reply extends Writable {
  statusCode: number;
  setHeader(name: string, value: string | number): unknown;
  locals: Record<string, unknown>;
}

/** Answers with a JSON body, without Express's own ETag, which would be of the text and not of the version. */
export function sendJson(res: Reply, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  res.statusCode = status;
  res.setHeader('Content-Type', mediaTypeOf(res));
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}

/** Answers without a body. */
export function sendEmpty(res: Reply, status: 204 | 304): void {
  res.statusCode = status;
  res.end();
}

/**
 * Answers with JSON that comes in pieces. Nothing is sent before the first piece, so that what fails until then is still answered with an error;
 * later failures break the connection off. The client's pace is kept.
 */
export async function streamJson(res: Reply, status: number, pieces: AsyncGenerator<string>): Promise<void> {
  const first = await pieces.next();
  res.statusCode = status;
  res.setHeader('Content-Type', mediaTypeOf(res));
  if (first.done) {
    res.end();
    return;
  }
  const second = await pieces.next();
  if (second.done) {
    res.setHeader('Content-Length', Buffer.byteLength(first.value));
    res.end(first.value);
    return;
  }
  await pipeline(Readable.from(after([first.value, second.value], pieces)), res);
}

async function* after(before: string[], pieces: AsyncGenerator<string>): AsyncGenerator<string> {
  yield* before;
  yield* pieces;
}
