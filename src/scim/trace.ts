import type { Response } from 'express';
import { type Caller, NotSignedIn } from './caller.ts';
import type { ScimError } from './protocol/errors.ts';

/** What is learnt of a request while it is worked on, for the request log. Names only, never values. */
export interface Trace {
  organizationId: string | null;
  tokenId: string | null;
  tokenPrefix: string | null;
  /** The token was refused, or none was sent. */
  stranger: boolean;
  /** It came from outside the allowed addresses. */
  outside: boolean;
  scimType: string | null;
  detail: string | null;
  quirks: Set<string>;
  dropped: Set<string>;
}

/** Begins a request's trace, which goes with its answer. */
export function beginTrace(res: Response): Trace {
  const who = { organizationId: null, tokenId: null, tokenPrefix: null, stranger: false, outside: false };
  const trace: Trace = { ...who, scimType: null, detail: null, quirks: new Set(), dropped: new Set() };
  res.locals.scimTrace = trace;
  return trace;
}

/** @returns undefined for a request that isn't logged */
export const traceOf = (res: Pick<Response, 'locals'>): Trace | undefined => res.locals.scimTrace as Trace | undefined;

export function traceCaller(res: Response, { organizationId, token }: Caller): void {
  const trace = traceOf(res);
  if (trace) Object.assign(trace, { organizationId, tokenId: token.id, tokenPrefix: token.prefix });
}

/** What was answered in place of success. */
export function traceError(res: Response, error: ScimError): void {
  const trace = traceOf(res);
  if (!trace) return;
  trace.scimType = error.scimType ?? null;
  trace.detail = error.detail;
  if (error instanceof NotSignedIn) Object.assign(trace, error.attempt, { stranger: true });
}
