import { BulkRun } from './bulk-run.ts';
import type { Exchange } from './exchange.ts';
import { planBulk } from './protocol/bulk-plan.ts';
import { payloadTooLarge, unavailable } from './protocol/errors.ts';
import { type BulkResult, bulkResponse, parseBulkRequest } from './protocol/messages.ts';
import { sendJson } from './respond.ts';
import { traceOf } from './trace.ts';

/** `bulk.maxOperations` of the service provider's config. */
export const MAX_OPERATIONS = 1000;

/** POST /Bulk (RFC 7644 §3.7). @throws ScimError invalidSyntax, invalidValue, 413; what goes wrong with one operation is told in its result */
export async function doBulk(x: Exchange): Promise<void> {
  checkCount(x.req.body);
  const { Operations: operations, failOnErrors } = parseBulkRequest(x.req.body);
  const run = new BulkRun(x, operations, failOnErrors ?? Number.POSITIVE_INFINITY);
  for (const step of planBulk(operations)) if (!(await run.take(step))) break;
  await run.settle();
  const results = run.results();
  noteFailures(x, results);
  sendJson(x.res, 200, bulkResponse(results));
}

/**
 * For the request log, which sees a success.
 * @throws ScimError 503 where the database was away all the time: nothing is done, and the client should send it all again
 */
function noteFailures({ res }: Exchange, results: readonly BulkResult[]): void {
  const failed = results.filter(({ response }) => response !== undefined);
  if (failed.length === 0) return;
  const first = failed[0]?.response?.detail ?? '';
  if (failed.length === results.length && failed.every(({ status }) => status === '503')) throw unavailable(first);
  const trace = traceOf(res);
  if (trace) trace.detail = `${failed.length} of ${results.length} operations failed, the first one: ${first}`;
}

/** Before anything is looked at: what is too much is told so, whatever else is wrong with it. */
function checkCount(body: unknown): void {
  const operations = typeof body === 'object' && body !== null && 'Operations' in body ? body.Operations : undefined;
  if (Array.isArray(operations) && operations.length > MAX_OPERATIONS) {
    throw payloadTooLarge(`The bulk request has more operations than maxOperations (${MAX_OPERATIONS}).`);
  }
}
