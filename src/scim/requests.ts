import type { RequestHandler } from 'express';
import type { Caller } from './caller.ts';
import type { Exchange, Scim } from './exchange.ts';
import { negotiateMediaType } from './media-type.ts';
import { errorBody, methodNotAllowed, notFound, notImplemented } from './protocol/errors.ts';
import { sendJson } from './respond.ts';
import { traceCaller } from './trace.ts';

/** Gives a request its id, which the answer, the log and the audit share, and its path without doubled slashes. */
export function beginRequest(newId: () => string): RequestHandler {
  return (req, res, next) => {
    res.setHeader('X-Request-Id', newId());
    negotiateMediaType(req, res);
    req.url = singleSlashes(req.url);
    next();
  };
}

/** A request's target without doubled slashes in its path (OneLogin, base URLs made by hand); a whole URL, as proxies send it, stays as it is. */
function singleSlashes(url: string): string {
  if (!url.startsWith('/')) return url;
  const [path = '/', ...query] = url.split('?');
  return path.includes('//') ? [path.replaceAll(/\/{2,}/g, '/'), ...query].join('?') : url;
}

/** Leads a request here whose base URL has a slash too many before `scim`: it must not end at the dashboard. */
export const findScim: RequestHandler = (req, _res, next) => {
  if (/^\/+scim\b/i.test(req.url)) req.url = singleSlashes(req.url);
  next();
};

/** 404 for what comes near without the right base URL, which it tells. */
export function elsewhere(baseUrl: string): RequestHandler {
  return (_req, res) => sendJson(res, 404, errorBody(notFound(`There is nothing here. The base URL of SCIM is ${baseUrl}.`)));
}

/** Lets a request on only with a token that is live. @throws ScimError 401, DatabaseUnavailable */
export function signIn(authenticate: (header: string | undefined) => Promise<Caller>): RequestHandler {
  return async (req, res, next) => {
    const caller = await authenticate(req.get('authorization'));
    res.locals.scimCaller = caller;
    traceCaller(res, caller);
    next();
  };
}

/** Makes Express handlers of the edge's own, which get all of a request in one. */
export function exchangeWith(scim: Scim): (handle: (x: Exchange) => Promise<void>) => RequestHandler {
  return (handle) => (req, res) =>
    handle({ scim, caller: res.locals.scimCaller as Caller, requestId: String(res.getHeader('x-request-id')), req, res });
}

/** 405 for what a path doesn't take (RFC 9110 §15.5.6). */
export function only(methods: string): RequestHandler {
  return (req, res) => {
    res.setHeader('Allow', methods);
    throw methodNotAllowed(`${req.method} can't be done here, only ${methods}.`);
  };
}

/** 501 for what RFC 7644 leaves open and this service hasn't got (§3.7, §3.11). */
export function notOffered(path: string): RequestHandler {
  return () => {
    throw notImplemented(`${path} is not offered.`);
  };
}

/** 404 with a SCIM body for any other path. */
export const missing: RequestHandler = (req) => {
  throw notFound(`There is no ${req.path.slice(0, 100)} here.`);
};
