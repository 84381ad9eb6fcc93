import type { Request } from 'express';
import { bearerToken } from '../bearer-token.ts';
import { HttpProblem } from './problem.ts';

/** Sent by programs, which have no origin: a page of another site can't send it without our leave (a CORS preflight, which nobody answers). */
const OWN_HEADER = 'x-rollcall';

/**
 * Refuses what another site makes a signed-in browser send: whatever changes something must be JSON, and come from our own pages.
 * @throws HttpProblem 403, 415
 */
export function mustBeOurs(req: Request, publicUrl: string): void {
  const type = req.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new HttpProblem(415, 'Unsupported', 'Send content-type: application/json');
  if (bearerToken(req.headers.authorization) !== undefined) return; // no page of another site knows a key, and no cookie is asked then
  const { origin } = req.headers;
  if (origin === undefined ? req.headers[OWN_HEADER] === '1' : origin === publicUrl) return;
  throw new HttpProblem(403, 'Wrong origin', `This is changed from ${publicUrl} only`, {
    wayOut: `Open ${publicUrl}; a program sends an API key`,
  });
}
