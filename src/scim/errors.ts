import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { NotFound, Stopping, Taken } from '../provisioning/errors.ts';
import { Refusal } from '../rules/refusal.ts';
import { isUnavailable } from '../store/unavailable.ts';
import {
  errorBody,
  internalError,
  invalidSyntax,
  notFound,
  payloadTooLarge,
  ScimError,
  unavailable,
  uniqueness,
  unsupportedMediaType,
} from './protocol/errors.ts';
import { sendJson } from './respond.ts';
import { traceError } from './trace.ts';

const RETRY_AFTER_SECONDS = '5';

/**
 * What an error is answered with (RFC 7644 §3.12). Undefined for one that nobody foresaw: its text stays inside.
 * A Refusal is 409: the request conflicts with what the organization has decided.
 */
export function toScimError(error: unknown): ScimError | undefined {
  if (error instanceof ScimError) return error;
  if (error instanceof NotFound) return notFound('There is no such resource.');
  if (error instanceof Taken) return uniqueness(`${error.message}: "${error.attribute}" must be unique.`);
  if (error instanceof Refusal) return new ScimError(409, `${error.message} (rule ${error.rule}). ${error.wayOut}.`);
  if (error instanceof Stopping) return unavailable('This server is being stopped. Try again later.');
  if (isUnavailable(error)) return unavailable('The database cannot be reached now. Try again later.');
  return fromExpress(error);
}

/** The errors of Express and its body parser carry a status, and mostly a `type` (body-parser README, "Errors"). */
function fromExpress(error: unknown): ScimError | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  switch (error.status) {
    case 400:
      return invalidSyntax('The request is malformed: its body must be JSON, and its path properly encoded.');
    case 413:
      return payloadTooLarge(`The body is too large${'limit' in error ? `: the limit is ${String(error.limit)} bytes` : ''}.`);
    case 415:
      return unsupportedMediaType('Send JSON in UTF-8, plain or with Content-Encoding gzip, deflate or br.');
    default:
      return undefined;
  }
}

/** What any error is answered with; one that nobody foresaw is logged under the request's id. */
export function answerTo(error: unknown, { log, requestId, method }: { log: Logger; requestId: string; method: string }): ScimError {
  const known = toScimError(error);
  if (!known) log.error({ err: error, requestId, method }, 'a SCIM request failed');
  return known ?? internalError(`Something went wrong here. Ask for help with the request id ${requestId}.`);
}

/** Answers whatever was thrown with a SCIM error body, and logs what nobody foresaw under the request's id. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const requestId = String(res.getHeader('x-request-id') ?? '');
    if (res.headersSent) {
      if (!isClientGone(error)) log.error({ err: error, requestId }, 'a SCIM answer broke off');
      res.destroy();
      return;
    }
    const answer = answerTo(error, { log, requestId, method: req.method });
    traceError(res, answer);
    sendError(res, answer);
  };
}

function sendError(res: Response, error: ScimError): void {
  if (error.status === 401) res.setHeader('WWW-Authenticate', 'Bearer realm="SCIM"');
  if (error.status === 503) res.setHeader('Retry-After', RETRY_AFTER_SECONDS);
  sendJson(res, error.status, errorBody(error));
}

const isClientGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
