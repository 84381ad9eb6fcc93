import type { Organization, User } from '../rules/model.ts';
import type { Database } from '../store/connection.ts';
import { entriesAbout, installsUpTo } from '../store/reads/audit.ts';
import type { AuditView } from '../store/reads/audit-people.ts';
import { NotFound } from './errors.ts';
import { type Held, type HeldSince, INSTALLS, tellAgain } from './history.ts';
import type { ReasonView } from './present.ts';

/** A user as they were at a moment. */
export interface UserThen extends Held {
  id: string;
  name: string;
  email: string | null;
  title: string | null;
  createdAt: string;
  asOf: string;
  why: ReasonView[];
}

/**
 * What somebody held, and was called, at a moment: computed from the audit, not from what they are now. Who was merged with them later was
 * another user then.
 * @throws NotFound for who was no user yet
 */
export async function userAsOf(db: Database, { id: org }: Pick<Organization, 'id'>, user: User, at: Date): Promise<UserThen> {
  const [entries, installs] = await Promise.all([entriesAbout(db, org, user.id), installsUpTo(db, org, INSTALLS, at)]);
  const upTo = entries.filter((entry) => entry.at <= at);
  const then = tellAgain([...upTo, ...installs].sort((a, b) => (a.id < b.id ? -1 : 1)));
  if (!then) throw new NotFound(`user ${user.name || user.id} as of ${at.toISOString()}: they became one later`);
  const { id, createdAt } = user;
  return {
    id,
    ...calledThen(user, entries, at),
    ...then.held,
    createdAt: createdAt.toISOString(),
    asOf: at.toISOString(),
    why: then.since.map(reason),
  };
}

/** What they were called before they were first called otherwise after that moment; what they are called now, if they never were. */
function calledThen({ name, email, title }: User, entries: AuditView[], at: Date): Pick<User, 'name' | 'email' | 'title'> {
  const next = entries.find((entry) => entry.at > at && entry.action === 'user.updated');
  const before = next?.before as Partial<Pick<User, 'name' | 'email' | 'title'>> | undefined;
  return before ? { name: before.name ?? '', email: before.email ?? null, title: before.title ?? null } : { name, email, title };
}

const reason = ({ about, rule, text, at, cause }: HeldSince): ReasonView => ({
  ...{ about, rule, text },
  source: { at: at.toISOString(), ...cause },
});
