import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { createCommitter } from '../../src/provisioning/commit.ts';
import { confirmScim } from '../../src/provisioning/confirm-scim.ts';
import { connectScim } from '../../src/provisioning/connect-scim.ts';
import type { Means } from '../../src/provisioning/means.ts';
import { type Preview, previewConfirm } from '../../src/provisioning/preview.ts';
import { setSetting } from '../../src/provisioning/set-setting.ts';
import { uninstallScim } from '../../src/provisioning/uninstall-scim.ts';
import type { Asker } from '../../src/rules/guards.ts';
import type { Organization, ScimUser, User } from '../../src/rules/model.ts';
import type { AuditEntry } from '../../src/store/audit-entries.ts';
import type { Database } from '../../src/store/connection.ts';
import { ensureOrganization, readOrganization } from '../../src/store/organizations.ts';
import { company } from './company.ts';
import { noon, operator } from './facts.ts';

export const newId = (): string => new mongoose.Types.ObjectId().toHexString();

/** What one process works with. */
export const meansOf = (db: Database): Means => ({
  db,
  committer: createCommitter({ db, newId }),
  newId,
  now: () => noon,
  randomBytes,
  supportEmail: 'help@northwind.example',
});

/** A new organization in a real database, with the verbs of `company`, and what is read back of it. */
export async function realCompany(db: Database) {
  const id = newId();
  await ensureOrganization(db, { id, name: 'Northwind', slackTeamId: `T${id}`, slackEnterpriseId: null, domain: null });
  const means = meansOf(db);
  const seconds = { now: 0 };
  const all = <T>(name: string) => db.collection(name).find({ org: id }).sort({ _id: 1 }).toArray() as Promise<unknown> as Promise<T[]>;
  const verbs = company(means.committer, id, seconds);

  return {
    ...verbs,
    db,
    means,
    /** The same organization, through a committer of its own: another process. */
    elsewhere: () => company(createCommitter({ db, newId }), id, seconds),
    users: async () => (await all<User & { _id: string }>('users')).map((user) => ({ ...user, id: user._id })),
    userOf: async (name: string): Promise<User> => {
      const [user, another] = (await all<User & { _id: string }>('users')).filter((found) => found.name === name);
      if (!user || another) throw new Error(`${another ? 'several users are' : 'no user is'} called ${name}`);
      return { ...user, id: user._id };
    },
    scimUsers: () => all<ScimUser>('scimUsers'),
    audit: () => all<AuditEntry>('auditEntries'),
    organization: async (): Promise<Organization> => (await readOrganization(db, id)) as Organization,
    connect: (asker: Asker = operator) => connectScim(means, id, verbs.originNow(), asker, 'okta'),
    preview: (asker: Asker = operator): Promise<Preview> =>
      previewConfirm(means, id, verbs.originNow(), { asker, acknowledgeLockout: false }),
    confirm: (asker: Asker = operator, acknowledgeLockout = false) =>
      confirmScim(means, id, verbs.originNow(), { asker, acknowledgeLockout }),
    uninstall: (asker: Asker = operator) => verbs.commit(uninstallScim(asker)),
    set: (key: string, value: string, asker: Asker = operator) => setSetting(means, id, verbs.originNow(), asker, key, value),
  };
}

export type RealCompany = Awaited<ReturnType<typeof realCompany>>;
