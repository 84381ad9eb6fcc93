import type { JsonObject } from './json.ts';

export const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** The detail error keywords of RFC 7644 §3.12, table 9, with their statuses; the last three are RFC 9865 §2.1's. */
export const SCIM_TYPES = {
  invalidFilter: 400,
  tooMany: 400,
  uniqueness: 409,
  mutability: 400,
  invalidSyntax: 400,
  invalidPath: 400,
  noTarget: 400,
  invalidValue: 400,
  invalidVers: 400,
  sensitive: 403,
  invalidCursor: 400,
  expiredCursor: 400,
  invalidCount: 400,
} as const;

export type ScimType = keyof typeof SCIM_TYPES;

/** An answer other than success, as RFC 7644 §3.12 shapes it. The detail is written for the IdP's administrator and carries nothing inner. */
export class ScimError extends Error {
  readonly status: number;
  readonly scimType: ScimType | undefined;
  readonly detail: string;

  constructor(status: number, detail: string, scimType?: ScimType) {
    // An answer, not a fault: nobody reads its stack, and taking one costs more than all that parsing does.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(detail);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'ScimError';
    this.status = status;
    this.scimType = scimType;
    this.detail = detail;
  }
}

const keyword = (scimType: ScimType) => (detail: string) => new ScimError(SCIM_TYPES[scimType], detail, scimType);
const status = (code: number) => (detail: string) => new ScimError(code, detail);

/** The filter can't be parsed, or compares what can't be compared (RFC 7644 §3.4.2.2). */
export const invalidFilter = keyword('invalidFilter');
/** More results than the service provider is willing to give (RFC 7644 §3.4.2). */
export const tooMany = keyword('tooMany');
/** Another resource has the value already: 409 (RFC 7644 §3.3). */
export const uniqueness = keyword('uniqueness');
/** A read-only, immutable or required attribute can't be changed so (RFC 7644 §3.5). */
export const mutability = keyword('mutability');
/** The request's structure isn't what the schema of the message says. */
export const invalidSyntax = keyword('invalidSyntax');
/** The PATCH path is malformed or names nothing that a schema has. */
export const invalidPath = keyword('invalidPath');
/** The PATCH path yields nothing that could be operated on (RFC 7644 §3.5.2). */
export const noTarget = keyword('noTarget');
/** A required value is missing, or a value isn't of its attribute's type. */
export const invalidValue = keyword('invalidValue');
/** The cursor isn't one of ours (RFC 9865 §2.1). */
export const invalidCursor = keyword('invalidCursor');
/** The cursor was ours and is no more (RFC 9865 §2.1). */
export const expiredCursor = keyword('expiredCursor');

/** The count isn't one that pages by cursor may have, or isn't that of the first page (RFC 9865 §2.1). */
export const invalidCount = keyword('invalidCount');

export const unauthorized = status(401);
export const forbidden = status(403);
export const notFound = status(404);
export const methodNotAllowed = status(405);
/** If-Match names another version (RFC 7644 §3.14). */
export const versionMismatch = status(412);
export const payloadTooLarge = status(413);
export const unsupportedMediaType = status(415);
export const tooManyRequests = status(429);
export const internalError = status(500);
export const notImplemented = status(501);
export const unavailable = status(503);

/** The body of an error answer: the status is a string (RFC 7644 §3.12). */
export function errorBody(error: ScimError): JsonObject & { detail: string } {
  return {
    schemas: [ERROR_SCHEMA],
    status: String(error.status),
    ...(error.scimType ? { scimType: error.scimType } : {}),
    detail: error.detail,
  };
}
