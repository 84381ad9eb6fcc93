import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { createSparing } from '../sparing.ts';
import type { Caller } from './caller.ts';
import { forbidden } from './protocol/errors.ts';
import { traceOf } from './trace.ts';

/**
 * Lets a request on from an address of the setting `scim.allowed_ips`; from elsewhere it is noted, and refused where the organization
 * said so. The address is the connection's, or what Express's `trust proxy` makes of it.
 * @throws ScimError 403
 */
export function checkAddress(log: Logger, now: () => Date): RequestHandler {
  const mayTell = createSparing({ times: 1, everyMs: 60_000 });
  return (req, res, next) => {
    const { access, organizationId } = res.locals.scimCaller as Caller;
    const address = req.ip ?? '';
    if (access.allows(address)) return next();
    const trace = traceOf(res);
    if (trace) trace.outside = true;
    if (mayTell(`${organizationId} ${address}`, now())) log.warn({ organizationId, address, refused: access.enforced }, OUTSIDE);
    if (access.enforced) throw forbidden(`Requests from ${address} are not allowed: the setting scim.allowed_ips does not have it.`);
    next();
  };
}

const OUTSIDE = 'a SCIM request came from outside the allowed addresses';
