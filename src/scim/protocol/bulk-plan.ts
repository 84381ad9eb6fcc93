import { referencesIn, referencesInPath } from './bulk-references.ts';
import type { JsonValue } from './json.ts';

/** What planning looks at: an operation of a bulk request (RFC 7644 §3.7). */
export type Plannable = { method: string; path: string; bulkId?: string | undefined; data?: JsonValue | undefined };

/**
 * `run` does an operation, without what names the bulkIds in `later`: they come to be only after it. `complete` then gives the resource that it made
 * all that was sent.
 */
export type BulkStep = { kind: 'run'; index: number; later: ReadonlySet<string> } | { kind: 'complete'; index: number };

/**
 * The order in which to do a bulk request's operations: the client's, but for a POST that an earlier operation names by its bulkId, which goes before
 * that one. Where operations name each other in a circle (RFC 7644 §3.7.1) what closes it is left out at first, and completed when all of the
 * circle are there. bulkIds that no POST bears are left for whoever does the operation.
 */
export function planBulk(operations: readonly Plannable[]): BulkStep[] {
  const makers = new Map(
    operations.flatMap(({ method, bulkId }, index) => (method === 'POST' && bulkId ? [[bulkId, index] as const] : [])),
  );
  const steps: BulkStep[] = [];
  const begun = new Set<number>();
  const done = new Set<number>();
  let incomplete: number[] = [];

  const visit = (index: number): void => {
    begun.add(index);
    const later = new Set<string>();
    for (const bulkId of referencesOf(operations[index])) {
      const maker = makers.get(bulkId);
      if (maker === undefined || done.has(maker)) continue;
      if (begun.has(maker)) later.add(bulkId);
      else visit(maker);
    }
    steps.push({ kind: 'run', index, later });
    done.add(index);
    if (later.size > 0) incomplete.push(index);
  };

  operations.forEach((_operation, index) => {
    if (!begun.has(index)) visit(index);
    for (const waiting of incomplete) steps.push({ kind: 'complete', index: waiting });
    incomplete = [];
  });
  return steps;
}

/** All bulkIds that an operation names. */
export function referencesOf(operation: Plannable | undefined): Set<string> {
  return operation ? new Set([...referencesInPath(operation.path), ...referencesIn(operation.data)]) : new Set();
}

/** What an operation's path names: a resource type's endpoint, or a resource; undefined for any other path. */
export type BulkTarget = { endpoint: 'Users' | 'Groups'; id: string | undefined };

const ENDPOINT_NAMES: ReadonlyMap<string, BulkTarget['endpoint']> = new Map([
  ['users', 'Users'],
  ['groups', 'Groups'],
]);

/** Reads an operation's path, relative to the base URL, as the router would: any case, trailing and doubled slashes, a query that is ignored. */
export function readBulkPath(path: string): BulkTarget | undefined {
  const [endpoint = '', id, ...more] = (path.split('?')[0] ?? '').split('/').filter(Boolean);
  const name = ENDPOINT_NAMES.get(endpoint.toLowerCase());
  return name && more.length === 0 ? { endpoint: name, id } : undefined;
}
