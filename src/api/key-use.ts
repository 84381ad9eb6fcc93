import type { Response } from 'express';
import { createRateLimiter } from '../rate-limit.ts';
import { createSparing } from '../sparing.ts';
import { noteTokenUse } from '../store/token-uses.ts';
import type { Caller } from './caller.ts';
import { HttpProblem } from './problem.ts';
import type { ApiOptions } from './services.ts';

/** What one program can sensibly ask for. */
const PER_SECOND = 50;
const NOTE_EVERY_MS = 60_000;

/**
 * Makes what looks after the use of API keys: their pace, and when each was last used (off the request's path, once a minute).
 * @returns a function that throws HttpProblem 429, with Retry-After (RFC 6585 §4)
 */
export function createKeyUse({ means, log, keyRate = PER_SECOND }: ApiOptions): (caller: Caller, res: Response) => void {
  const { db, now } = means;
  const take = createRateLimiter(now);
  const mayNote = createSparing({ times: 1, everyMs: NOTE_EVERY_MS });
  return ({ keyId, organization }, res) => {
    if (keyId === null) return;
    const wait = take(keyId, keyRate);
    if (wait > 0) {
      res.set('retry-after', String(wait));
      throw new HttpProblem(429, 'Too many requests', `More than ${keyRate} requests a second`, { wayOut: `Try again in ${wait} s` });
    }
    if (!mayNote(keyId, now())) return;
    noteTokenUse(db, organization.id, keyId, now()).catch((error: unknown) =>
      log.warn({ reason: String(error), keyId }, 'the use of an API key was not noted'),
    );
  };
}
