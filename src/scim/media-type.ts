import type { Request, Response } from 'express';

const SCIM = 'application/scim+json';

/**
 * What a request's answer is declared to be (RFC 7644 §3.1, §3.8): `application/scim+json`, or `application/json` for a client that prefers it by name.
 * Neither has a `charset` parameter (RFC 7644 §8.1, RFC 8259 §11), and some clients compare the whole header; who asks for a charset (Okta) is told it.
 */
export function negotiateMediaType(req: Request, res: Response): void {
  const named = /\bapplication\/json\b/i.test(req.get('accept') ?? '');
  const type = named ? req.accepts([SCIM, 'application/json']) || SCIM : SCIM;
  res.locals.scimMediaType = req.get('accept-charset') === undefined ? type : `${type}; charset=utf-8`;
}

/** @returns the plain type where nothing was negotiated, as for an operation of a bulk request */
export const mediaTypeOf = (res: Pick<Response, 'locals'>): string => (res.locals.scimMediaType as string | undefined) ?? SCIM;
