import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { createSparing } from '../sparing.ts';
import type { ScimRequest } from '../store/scim-requests.ts';
import { maskBody, namesSecret } from './mask.ts';
import type { RequestQueue } from './request-queue.ts';
import { beginTrace, type Trace } from './trace.ts';

const MOST_BODY_BYTES = 8 * 1024;
const MOST_TEXT = 2048;
const MOST_NAMES = 100;
/** Nginx's word for a client that went away before it was answered. */
const CLIENT_CLOSED_REQUEST = 499;

interface Options {
  queue: RequestQueue;
  now: () => Date;
  log: Logger;
}

/** Has every request that comes this way kept in the request log, once it is over. What fails here never reaches the request. */
export function recordRequests({ queue, now, log }: Options): RequestHandler {
  const mayRecordStranger = createSparing({ times: 5, everyMs: 60_000 });
  return (req, res, next) => {
    const trace = beginTrace(res);
    const [at, began, { path }] = [now(), performance.now(), req];
    res.once('close', () => {
      try {
        if (trace.stranger && !mayRecordStranger(req.ip ?? '', at)) return;
        queue.push({ ...requestOf(req, res, path, trace), at, ms: Math.round((performance.now() - began) * 10) / 10 });
      } catch (error) {
        log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'a SCIM request was not recorded');
      }
    });
    next();
  };
}

function requestOf(req: Request, res: Response, path: string, trace: Trace): Omit<ScimRequest, 'at' | 'ms'> {
  const { organizationId, quirks, dropped, detail, ...rest } = trace;
  const filter = typeof req.query.filter === 'string' ? req.query.filter : null;
  const hidden = filter !== null && namesSecret(filter);
  const status = res.headersSent ? res.statusCode : CLIENT_CLOSED_REQUEST;
  return {
    ...rest,
    id: String(res.getHeader('x-request-id')),
    org: organizationId,
    address: req.ip ?? null,
    method: req.method,
    path: path.slice(0, MOST_TEXT),
    filter: hidden ? '***' : (filter?.slice(0, MOST_TEXT) ?? null),
    status,
    detail: hidden ? null : (detail?.slice(0, MOST_TEXT) ?? null),
    ...bodyOf(req),
    changed: changedBy(req.method, path, status, res.getHeader('location')),
    quirks: [...quirks].slice(0, MOST_NAMES),
    dropped: [...dropped].slice(0, MOST_NAMES).map((name) => name.slice(0, 200)),
  };
}

/** Of a client's credentials (`oauth.ts`) nothing is kept: only a JSON body has been parsed into `req.body` as something to show. */
function bodyOf(req: Request): Pick<ScimRequest, 'body' | 'bodyCut'> {
  if (req.body === undefined || !req.is(['json', '+json'])) return { body: null, bodyCut: false };
  const { text, cut } = maskBody(req.body, MOST_BODY_BYTES);
  return { body: text, bodyCut: cut };
}

/** The resource that a request wrote, as the protocol shows it: by its path, or by where the answer says it is (RFC 7644 §3.3). */
function changedBy(method: string, path: string, status: number, location: unknown): ScimRequest['changed'] {
  if (method === 'GET' || status >= 300) return null;
  const written = method === 'POST' ? (status === 201 ? String(location) : '') : path;
  const [, type, id] = /\/(User|Group)s\/([^/]+)\/?$/i.exec(written) ?? [];
  return type && id ? { type: type.toLowerCase() === 'user' ? 'User' : 'Group', id: id.slice(0, 100) } : null;
}
