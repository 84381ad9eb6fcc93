import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { bearerToken } from '../bearer-token.ts';
import { cookieNamed } from '../cookies.ts';
import type { Means } from '../provisioning/means.ts';
import { readOrganization } from '../store/organizations.ts';
import { readUser } from '../store/reads/users.ts';
import { readSession } from '../store/sessions.ts';
import { authenticateKey } from './authenticate-key.ts';
import type { Caller } from './caller.ts';
import { SESSION_COOKIE } from './session-cookie.ts';

/** What is kept of a session's id: nobody can make the id of it. */
export const sessionHash = (sessionId: string): string => createHash('sha256').update(sessionId).digest('hex');

/**
 * Whose request this is: by its API key where it has one, else by the session's cookie. The user is read anew each time, so that
 * somebody who is deactivated is out with their next request (A6).
 * @returns null for nobody
 * @throws HttpProblem 401 for a key that isn't known or has ended
 */
export function authenticate(req: Request, means: Means): Promise<Caller | null> {
  const key = bearerToken(req.headers.authorization);
  return key === undefined ? bySession(req, means) : authenticateKey(key, means);
}

async function bySession(req: Request, { db, now }: Means): Promise<Caller | null> {
  const id = cookieNamed(req.headers.cookie, SESSION_COOKIE);
  const session = id && (await readSession(db, sessionHash(id), now()));
  if (!session) return null;
  const [organization, user] = await Promise.all([readOrganization(db, session.org), readUser(db, session.org, session.userId)]);
  if (!organization || user?.status !== 'active') return null;
  const actor = { type: 'person' as const, id: user.id, name: user.name };
  return { asker: { operator: false, user }, user, actor, organization, keyId: null };
}
