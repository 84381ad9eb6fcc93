import type { RequestHandler } from 'express';
import type { RateLimiter } from '../rate-limit.ts';
import type { Caller } from './caller.ts';
import { tooManyRequests } from './protocol/errors.ts';

/** Lets a token's requests on at the pace of the setting `scim.rate_limit`. @throws ScimError 429, with Retry-After (RFC 6585 §4) */
export function limitRate(take: RateLimiter): RequestHandler {
  return (_req, res, next) => {
    const { token, access } = res.locals.scimCaller as Caller;
    const wait = access.rateLimit === 0 ? 0 : take(token.id, access.rateLimit);
    if (wait > 0) {
      res.setHeader('Retry-After', String(wait));
      throw tooManyRequests(`More than ${access.rateLimit} requests a second: try again in ${wait} s.`);
    }
    next();
  };
}
