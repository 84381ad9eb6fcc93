import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Means } from '../provisioning/means.ts';
import type { Asker } from '../rules/guards.ts';
import type { Actor, Organization, User } from '../rules/model.ts';
import { readOrganization } from '../store/organizations.ts';
import { readUser } from '../store/reads/users.ts';
import { readSession } from '../store/sessions.ts';
import { cookieNamed, SESSION_COOKIE } from './cookies.ts';

/** Who calls, and for which organization. */
export interface Caller {
  asker: Asker;
  /** Null for whoever is no person. */
  user: User | null;
  actor: Actor;
  organization: Organization;
}

/** What is kept of a session's id: nobody can make the id of it. */
export const sessionHash = (sessionId: string): string => createHash('sha256').update(sessionId).digest('hex');

/**
 * Whose request this is: today by the session's cookie; API keys come in here too. The user is read anew each time, so that somebody
 * who is deactivated is out with their next request (A6).
 * @returns null for nobody
 */
export async function authenticate(req: Request, { db, now }: Means): Promise<Caller | null> {
  const id = cookieNamed(req.headers.cookie, SESSION_COOKIE);
  const session = id && (await readSession(db, sessionHash(id), now()));
  if (!session) return null;
  const [organization, user] = await Promise.all([readOrganization(db, session.org), readUser(db, session.org, session.userId)]);
  if (!organization || user?.status !== 'active') return null;
  return { asker: { operator: false, user }, user, actor: { type: 'person', id: user.id, name: user.name }, organization };
}
