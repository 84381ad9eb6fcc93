import { randomBytes } from 'node:crypto';
import { createCommitter } from '../../src/provisioning/commit.ts';
import type { Means } from '../../src/provisioning/means.ts';
import { createScimGroup, deleteScimGroup } from '../../src/provisioning/record-scim-group.ts';
import { createScimUser } from '../../src/provisioning/record-scim-user.ts';
import { recordSlackMember, type SlackMemberFact } from '../../src/provisioning/record-slack-member.ts';
import type { Origin } from '../../src/rules/model.ts';
import { type Database, openDatabase } from '../../src/store/connection.ts';
import { newObjectId } from '../../src/store/ids.ts';
import { ensureOrganization } from '../../src/store/organizations.ts';

/** What Slack and the IdP do in a test of the shell. */
export interface Company {
  db: Database;
  means: Means;
  organization(id: string, team: string, domain: string): Promise<void>;
  /** Somebody joins an incident channel. @returns the user's id */
  join(id: string, name: string, email: string, change?: Partial<SlackMemberFact>): Promise<string>;
  /** The IdP pushes somebody. @returns the SCIM user's id */
  pushUser(name: string, email: string, active?: boolean): Promise<string>;
  pushGroup(displayName: string, members: string[]): Promise<string>;
  deleteGroup(id: string): Promise<void>;
}

export async function openCompany(uri: string, org: string): Promise<Company> {
  const db = openDatabase(uri, (reason) => process.stderr.write(`${reason}\n`));
  await db.connected;
  const committer = createCommitter({ db, newId: newObjectId });
  const means: Means = { db, committer, newId: newObjectId, now: () => new Date(), randomBytes, supportEmail: null };
  const origin = (type: string): Origin => ({
    actor: { type: 'slack', id: 'T1', name: 'Slack' },
    cause: { type, id: newObjectId() },
    at: new Date(),
  });
  return {
    db,
    means,
    organization: async (id, slackTeamId, domain) => {
      await ensureOrganization(db, { id, name: `Organization ${domain}`, slackTeamId, slackEnterpriseId: null, domain });
    },
    join: async (id, name, email, change = {}) => {
      const fact: SlackMemberFact = { ...blank, id, name, email, ...change };
      const settled = await committer.commit(org, origin('slack_event'), recordSlackMember(fact, 'joined'));
      return settled.find(({ after }) => after.slackMemberId === id)?.after.id ?? '';
    },
    pushUser: async (name, email, active = true) => {
      const input = { userName: `${name}.login`, externalId: `ext-${name}`, active, email, name, title: null, resource: {} };
      return (await committer.commit(org, origin('scim_request'), createScimUser(input))).id;
    },
    pushGroup: async (displayName, members) => {
      const values = members.map((value) => ({ value, display: null }));
      const input = { displayName, externalId: null, resource: {} };
      return (await committer.commit(org, origin('scim_request'), createScimGroup(input, values))).id;
    },
    deleteGroup: async (id) => {
      await committer.commit(org, origin('scim_request'), deleteScimGroup(id));
    },
  };
}

const blank: Omit<SlackMemberFact, 'id' | 'name' | 'email'> = {
  emailConfirmed: true,
  title: null,
  deleted: false,
  guest: false,
  primaryOwner: false,
  updated: 1_700_000_000,
  forgotten: false,
};
