import { type Done, doOperation, targetLocation } from './bulk-operation.ts';
import { answerTo } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { type BulkStep, readBulkPath, referencesOf } from './protocol/bulk-plan.ts';
import { referencesInPath, resolvePath, resolveReferences, withoutReferences } from './protocol/bulk-references.ts';
import { errorBody, invalidValue, ScimError } from './protocol/errors.ts';
import type { BulkOperation, BulkResult } from './protocol/messages.ts';

/**
 * Works off the steps of one bulk request. Operations are begun in their order without waiting for each other, so that they share their writes, but for
 * those that need an id that is still being made. With `failOnErrors` no more are under way than may fail, as nothing may be done after the last failure.
 */
export class BulkRun {
  readonly #x: Exchange;
  readonly #operations: readonly BulkOperation[];
  readonly #mostErrors: number;
  readonly #bulkIds: ReadonlySet<string>;
  readonly #results = new Map<number, BulkResult>();
  /** Of what has been made, by bulkId. */
  readonly #ids = new Map<string, string>();
  #underWay: Promise<void>[] = [];
  /** The bulkIds of what is being made. */
  #coming = new Set<string>();
  #errors = 0;

  constructor(x: Exchange, operations: readonly BulkOperation[], mostErrors: number) {
    this.#x = x;
    this.#operations = operations;
    this.#mostErrors = mostErrors;
    this.#bulkIds = new Set(operations.flatMap(({ method, bulkId }) => (method === 'POST' && bulkId ? [bulkId] : [])));
  }

  /** Begins a step. @returns whether to go on */
  async take(step: BulkStep): Promise<boolean> {
    const operation = this.#operations[step.index] as BulkOperation;
    const later = step.kind === 'run' ? step.later : new Set<string>();
    const needed = [...referencesOf(operation)].filter((bulkId) => !later.has(bulkId));
    // If all that are under way fail, no more than `failOnErrors` have.
    const isFull = this.#errors + this.#underWay.length >= this.#mostErrors;
    if (isFull || step.kind === 'complete' || needed.some((bulkId) => this.#coming.has(bulkId))) await this.settle();
    if (this.#errors >= this.#mostErrors) return false;
    this.#underWay.push(step.kind === 'run' ? this.#run(step.index, operation, later) : this.#complete(step.index, operation));
    return true;
  }

  /** Waits for all that is under way. Never rejects. */
  async settle(): Promise<void> {
    await Promise.all(this.#underWay);
    this.#underWay = [];
    this.#coming = new Set();
  }

  /** In the order of the request; what was not begun isn't there. */
  results(): BulkResult[] {
    return [...this.#results].sort(([a], [b]) => a - b).map(([, result]) => result);
  }

  async #run(index: number, operation: BulkOperation, later: ReadonlySet<string>): Promise<void> {
    if (operation.method === 'POST' && operation.bulkId) this.#coming.add(operation.bulkId);
    try {
      const done = await doOperation(this.#x, this.#resolved({ ...operation, data: withoutReferences(operation.data, later) }));
      if (operation.method === 'POST' && operation.bulkId && done.location) this.#ids.set(operation.bulkId, idAt(done.location));
      this.#results.set(index, succeeded(operation, done));
    } catch (error) {
      this.#fail(index, operation, error, undefined);
    }
  }

  /** Gives a resource what was left out when it was made (§3.7.1): all that was sent, once more. */
  async #complete(index: number, operation: BulkOperation): Promise<void> {
    const made = this.#results.get(index);
    const id = operation.bulkId && this.#ids.get(operation.bulkId);
    if (!made || !id) return;
    try {
      const { data } = this.#resolved(operation);
      const path = `/${readBulkPath(operation.path)?.endpoint}/${encodeURIComponent(id)}`;
      const done = await doOperation(this.#x, { method: 'PUT', path, data });
      this.#results.set(index, { ...made, ...(done.version ? { version: done.version } : {}) });
    } catch (error) {
      this.#fail(index, operation, error, made.location);
    }
  }

  #resolved(operation: BulkOperation): BulkOperation {
    const idOf = (bulkId: string): string => this.#idOf(bulkId);
    return { ...operation, path: resolvePath(operation.path, idOf), data: resolveReferences(operation.data, idOf) };
  }

  /** The word never becomes an id (RFC 7643 §3.1): what can't be found is an error of the operation that asks for it. */
  #idOf(bulkId: string): string {
    const id = this.#ids.get(bulkId);
    if (id !== undefined) return id;
    const name = bulkId.slice(0, 100);
    if (this.#bulkIds.has(bulkId))
      throw new ScimError(409, `The operation with the bulkId "${name}" has made nothing that could be named.`);
    throw invalidValue(`No POST of this bulk request has the bulkId "${name}".`);
  }

  /** Of what an operation that failed was about, where there is such a thing. */
  #locationOf({ method, path }: BulkOperation): string | undefined {
    const known = [...referencesInPath(path)].every((bulkId) => this.#ids.has(bulkId));
    return method === 'POST' || !known
      ? undefined
      : targetLocation(
          this.#x,
          resolvePath(path, (bulkId) => this.#idOf(bulkId)),
        );
  }

  #fail(index: number, operation: BulkOperation, error: unknown, made: string | undefined): void {
    const { scim, requestId } = this.#x;
    const answer = answerTo(error, { log: scim.log, requestId, method: operation.method });
    const location = made ?? this.#locationOf(operation);
    this.#errors++;
    this.#results.set(index, {
      ...named(operation),
      ...(location ? { location } : {}),
      status: String(answer.status),
      response: errorBody(answer),
    });
  }
}

const idAt = (location: string): string => decodeURIComponent(location.slice(location.lastIndexOf('/') + 1));

const named = ({ method, bulkId }: BulkOperation): Pick<BulkResult, 'method' | 'bulkId'> => ({ method, ...(bulkId ? { bulkId } : {}) });

const succeeded = (operation: BulkOperation, { status, location, version }: Done): BulkResult => ({
  ...named(operation),
  ...(version ? { version } : {}),
  ...(location ? { location } : {}),
  status: String(status),
});
