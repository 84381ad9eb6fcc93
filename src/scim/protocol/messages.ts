import { z } from 'zod';
import { invalidSyntax, invalidValue } from './errors.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Operation } from './patch.ts';

export const LIST_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
export const BULK_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';

/** Values come from JSON.parse, so whatever is there is a JSON value already; looking through it again would cost more than it tells. */
const json = z.custom<JsonValue>((value) => value !== undefined && typeof value !== 'function');

const patchOp = z.object({
  Operations: z.array(
    z.object({
      op: z.enum(['add', 'replace', 'remove']),
      path: z.string().nullish(),
      value: json.optional(),
    }),
  ),
});

const optionalText = z
  .string()
  .min(1)
  .nullish()
  .transform((text) => text ?? undefined);

const bulkRequest = z.object({
  schemas: z
    .array(z.string())
    .refine((ids) => ids.some((id) => id.toLowerCase() === BULK_REQUEST.toLowerCase()), `must be ["${BULK_REQUEST}"]`)
    .nullish(),
  failOnErrors: z.int().min(1).nullish(),
  Operations: z.array(
    z.object({
      method: z
        .string()
        .transform((method) => method.toUpperCase())
        .pipe(z.enum(['POST', 'PUT', 'PATCH', 'DELETE'])),
      path: z.string().startsWith('/'),
      bulkId: optionalText,
      version: optionalText,
      data: json.optional(),
    }),
  ),
});

export type BulkRequest = z.infer<typeof bulkRequest>;
export type BulkOperation = BulkRequest['Operations'][number];

/**
 * Reads a PATCH body that `normalisePatch` has been over (RFC 7644 §3.5.2). No operations at all are taken, as nothing to do (Entra).
 * Throws invalidSyntax, also for an unknown `op`.
 */
export function parsePatchOp(body: unknown): Operation[] {
  return parse(patchOp, body).Operations.map(({ op, path, value }) => ({ op, path: path ?? undefined, value }));
}

/**
 * Reads a bulk request (RFC 7644 §3.7); one that doesn't say what message it is, is taken, one that says that it is another isn't. Throws invalidSyntax, and
 * invalidValue for a POST without a `bulkId`, or two with the same.
 */
export function parseBulkRequest(body: unknown): BulkRequest {
  const request = parse(bulkRequest, body);
  const nameless = request.Operations.findIndex(({ method, bulkId }) => method === 'POST' && bulkId === undefined);
  if (nameless >= 0) throw invalidValue(`Operations[${nameless}]: a POST in a bulk request needs a "bulkId".`);
  const named = new Set<string>();
  for (const { method, bulkId } of request.Operations) {
    if (method !== 'POST' || bulkId === undefined) continue;
    if (named.has(bulkId)) throw invalidValue(`The "bulkId" ${bulkId.slice(0, 100)} is given to two operations.`);
    named.add(bulkId);
  }
  return request;
}

/** What a bulk request answers with for one operation; `status` is a string (RFC 7644 §3.7.3). */
export type BulkResult = {
  method: BulkOperation['method'];
  bulkId?: string;
  version?: string;
  location?: string;
  status: string;
  response?: JsonObject & { detail: string };
};

export const bulkResponse = (results: readonly BulkResult[]): JsonObject => ({ schemas: [BULK_RESPONSE], Operations: [...results] });

/** Checks a message against its shape. Throws invalidSyntax that names the first place that is wrong. */
export function parse<T>(shape: z.ZodType<T>, body: unknown): T {
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue?.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('') ?? '';
  throw invalidSyntax(`${place ? place.slice(place[0] === '.' ? 1 : 0) : 'The body'}: ${issue?.message ?? 'malformed'}`);
}

/** What a list answers with (RFC 7644 §3.4.2); with cursors, RFC 9865's. */
export type ListPage = {
  resources: JsonObject[];
  totalResults: number;
  startIndex?: number;
  nextCursor?: string;
  previousCursor?: string;
};

/** A ListResponse. The counters are numbers, and `Resources` is there even when it is empty. */
export function listResponse(page: ListPage): JsonObject {
  return {
    schemas: [LIST_RESPONSE],
    totalResults: page.totalResults,
    ...(page.startIndex === undefined ? {} : { startIndex: page.startIndex }),
    itemsPerPage: page.resources.length,
    ...(page.previousCursor === undefined ? {} : { previousCursor: page.previousCursor }),
    ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
    Resources: page.resources,
  };
}

/** A ListResponse of all there is, for the discovery endpoints. */
export function wholeList(resources: JsonObject[]): JsonObject {
  return listResponse({ resources, totalResults: resources.length, startIndex: 1 });
}
