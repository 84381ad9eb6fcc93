import { TextDecoder } from 'node:util';
import express, { type NextFunction, type Request, type RequestHandler } from 'express';
import { invalidSyntax, unsupportedMediaType } from './protocol/errors.ts';

/** RFC 7644 §3.1: the first MUST be taken, the second SHOULD. */
const TYPES = ['application/scim+json', 'application/json'];
const MIB = 1024 * 1024;

/** The largest bodies that are read, in bytes. */
export interface BodyLimits {
  /** For a group (100,000 members are about 6 MiB) or a bulk request. */
  large: number;
  /** For all else. */
  other: number;
}

export const BODY_LIMITS: BodyLimits = { large: 16 * MIB, other: MIB };

const TAKE_A_BODY = new Set(['POST', 'PUT', 'PATCH']);

const TAKE_LARGE_ONES = /^\/(groups|bulk)(\/|$)/i;

/**
 * Makes what reads a JSON body where a method has one; what else brings one (DELETE of some clients) isn't looked at. A body that doesn't say what it is, is
 * taken for JSON (RFC 9110 §8.3 lets the recipient look). What is no JSON, too large, or of another type becomes a ScimError, here or in `errors.ts`.
 */
export function createBodyParser(limits: BodyLimits): RequestHandler {
  const large = express.raw({ type: () => true, limit: limits.large });
  const other = express.raw({ type: () => true, limit: limits.other });
  return (req, res, next) => {
    if (!TAKE_A_BODY.has(req.method)) return next();
    const declared = req.headers['content-type'];
    if (declared !== undefined && hasBody(req.headers) && !req.is(TYPES)) {
      throw unsupportedMediaType(`Send the body as ${TYPES.join(' or ')}.`);
    }
    const decode = decoderOf(declared);
    const read = TAKE_LARGE_ONES.test(req.path) ? large : other;
    read(req, res, (error?: unknown) => (error ? next(error) : takeJson(req, decode, next)));
  };
}

function takeJson(req: Request, decode: Decode, next: NextFunction): void {
  const bytes: unknown = req.body;
  req.body = undefined; // what is no JSON never gets into the request log
  try {
    if (Buffer.isBuffer(bytes) && bytes.length > 0) req.body = jsonOf(decode(bytes));
  } catch (fault) {
    return next(fault);
  }
  next();
}

const hasBody = (headers: { [name: string]: unknown }): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

type Decode = (bytes: Buffer) => string;

function jsonOf(text: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalidSyntax('The body must be JSON.');
  }
  if (typeof json !== 'object' || json === null) throw invalidSyntax('The body must be a JSON object.');
  return json;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * What makes text of a body, its byte order mark passed over: of UTF-8 as RFC 8259 §8.1 has it, unless the client says otherwise. Java's libraries declare
 * ISO-8859-1, and send it, where nobody told them better (REST Assured, Apache HttpClient 4).
 * @throws ScimError 415 for a charset that nobody knows
 */
function decoderOf(contentType: string | undefined): Decode {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '')?.[1];
  const decoder = charset === undefined || charset.toLowerCase() === 'utf-8' ? utf8 : otherDecoder(charset);
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw invalidSyntax(`The body is not in ${decoder.encoding.toUpperCase()}.`);
    }
  };
}

function otherDecoder(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw unsupportedMediaType('Send JSON in UTF-8.');
  }
}
