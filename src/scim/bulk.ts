import { BulkRun } from './bulk-run.ts';
import type { Exchange } from './exchange.ts';
import { planBulk } from './protocol/bulk-plan.ts';
import { payloadTooLarge } from './protocol/errors.ts';
import { bulkResponse, parseBulkRequest } from './protocol/messages.ts';
import { sendJson } from './respond.ts';

/** `bulk.maxOperations` of the service provider's config. */
export const MAX_OPERATIONS = 1000;

/** POST /Bulk (RFC 7644 §3.7). @throws ScimError invalidSyntax, invalidValue, 413; what goes wrong with one operation is told in its result */
export async function doBulk(x: Exchange): Promise<void> {
  checkCount(x.req.body);
  const { Operations: operations, failOnErrors } = parseBulkRequest(x.req.body);
  const run = new BulkRun(x, operations, failOnErrors ?? Number.POSITIVE_INFINITY);
  for (const step of planBulk(operations)) if (!(await run.take(step))) break;
  await run.settle();
  sendJson(x.res, 200, bulkResponse(run.results()));
}

/** Before anything is looked at: what is too much is told so, whatever else is wrong with it. */
function checkCount(body: unknown): void {
  const operations = typeof body === 'object' && body !== null && 'Operations' in body ? body.Operations : undefined;
  if (Array.isArray(operations) && operations.length > MAX_OPERATIONS) {
    throw payloadTooLarge(`The bulk request has more operations than maxOperations (${MAX_OPERATIONS}).`);
  }
}
