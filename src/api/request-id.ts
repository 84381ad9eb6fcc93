import type { RequestHandler, Response } from 'express';

/** Under which id this request is found in the log and the audit: the one that our own server gave it, else a new one. Never the client's. */
export const giveRequestId =
  (newId: () => string): RequestHandler =>
  (_req, res, next) => {
    if (!res.getHeader('x-request-id')) res.setHeader('x-request-id', newId());
    res.setHeader('cache-control', 'no-store');
    next();
  };

export const requestIdOf = (res: Response): string => String(res.getHeader('x-request-id'));
