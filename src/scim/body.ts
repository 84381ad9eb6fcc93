import express, { type RequestHandler } from 'express';
import { unsupportedMediaType } from './protocol/errors.ts';

/** RFC 7644 §3.1: the first MUST be taken, the second SHOULD. */
const TYPES = ['application/scim+json', 'application/json'];
const MIB = 1024 * 1024;

/** The largest body for a group (100,000 members are about 6 MiB) or a bulk request, and for all else. */
export const BODY_LIMITS = { large: 16 * MIB, other: MIB };

const TAKE_A_BODY = new Set(['POST', 'PUT', 'PATCH']);

const TAKE_LARGE_ONES = /^\/(groups|bulk)(\/|$)/i;

const parsers = {
  large: express.json({ type: TYPES, limit: BODY_LIMITS.large }),
  other: express.json({ type: TYPES, limit: BODY_LIMITS.other }),
};

/** Reads a JSON body where a method has one; what else brings one (DELETE of some clients) isn't looked at. What is no JSON, too large, or of another type becomes a ScimError in `errors.ts`. */
export const parseBody: RequestHandler = (req, res, next) => {
  if (!TAKE_A_BODY.has(req.method)) return next();
  if (hasBody(req.headers) && !req.is(TYPES)) throw unsupportedMediaType(`Send the body as ${TYPES.join(' or ')}.`);
  const parser = TAKE_LARGE_ONES.test(req.path) ? parsers.large : parsers.other;
  parser(req, res, next);
};

const hasBody = (headers: { [name: string]: unknown }): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
