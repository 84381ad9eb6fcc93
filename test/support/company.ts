import type { Committer, Work } from '../../src/provisioning/commit.ts';
import { acceptInstall } from '../../src/provisioning/confirm-scim.ts';
import { changeScimGroup, createScimGroup, deleteScimGroup, type MembersChange } from '../../src/provisioning/record-scim-group.ts';
import { changeScimUser, createScimUser, deleteScimUser, type ScimUserInput } from '../../src/provisioning/record-scim-user.ts';
import { recordSlackMember, type SlackArrival, type SlackMemberFact } from '../../src/provisioning/record-slack-member.ts';
import { settle } from '../../src/provisioning/settle.ts';
import type { Asker } from '../../src/rules/guards.ts';
import type { Origin, ScimGroup, ScimUser } from '../../src/rules/model.ts';
import { noon, operator } from './facts.ts';

export const emailOf = (name: string): string => `${name.toLowerCase().replace(' ', '.')}@northwind.example`;

const titles: Record<string, string> = {};

/** What Slack would say of a member called this. */
export const slackFact = (id: string, name: string, change: Partial<SlackMemberFact> = {}): SlackMemberFact => ({
  id,
  name,
  email: emailOf(name),
  emailConfirmed: true,
  title: titles[name] ?? null,
  deleted: false,
  guest: false,
  primaryOwner: false,
  updated: 1_700_000_000,
  forgotten: false,
  ...change,
});

/** What an IdP would send of somebody called this. */
export const scimInput = (name: string, change: Partial<ScimUserInput> = {}): ScimUserInput => ({
  userName: emailOf(name),
  externalId: null,
  active: true,
  email: emailOf(name),
  name,
  title: null,
  resource: {},
  ...change,
});

const groupInput = (displayName: string, externalId: string | null = null) => ({ displayName, externalId, resource: {} });
const values = (ids: string[]) => ids.map((value) => ({ value, display: null }));

/** The verbs of one organization, in the words of the tests. Each call is one change, as one event or request would be. */
export function company(committer: Committer, organizationId: string, seconds = { now: 0 }) {
  const originNow = (type: Origin['cause']['type'] = 'test'): Origin => {
    seconds.now += 1;
    return {
      actor: { type: 'system', id: null, name: 'Test' },
      cause: { type, id: `${type}-${seconds.now}` },
      at: new Date(noon.getTime() + seconds.now * 1000),
    };
  };
  const commit = <T>(work: Work<T>): Promise<T> => committer.commit(organizationId, originNow(), work);
  const rehearse = <T>(work: Work<T>): Promise<T> => committer.rehearse(organizationId, originNow(), work);
  const change = (id: string, next: Partial<ScimUserInput>): Promise<ScimUser> =>
    commit(
      changeScimUser(id, ({ userName, externalId, active, email, name, title, resource }) => ({
        userName,
        externalId,
        active,
        email,
        name,
        title,
        resource,
        ...next,
      })),
    );
  const changeGroup = (
    id: string,
    members: MembersChange,
    next: Partial<Pick<ScimGroup, 'displayName' | 'externalId'>> = {},
  ): Promise<ScimGroup> =>
    commit(
      changeScimGroup(id, ({ displayName, externalId, resource }) => ({ group: { displayName, externalId, resource, ...next }, members })),
    );

  return {
    organizationId,
    originNow,
    commit,
    rehearse,
    slack: (id: string, name: string, fact: Partial<SlackMemberFact> = {}, arrival: SlackArrival = null) =>
      commit(recordSlackMember(slackFact(id, name, fact), arrival)),
    joins: (id: string, name: string, fact: Partial<SlackMemberFact> = {}) =>
      commit(recordSlackMember(slackFact(id, name, fact), 'joined')),
    push: (name: string, input: Partial<ScimUserInput> = {}) => commit(createScimUser(scimInput(name, input))),
    change,
    remove: (id: string) => commit(deleteScimUser(id)),
    group: (displayName: string, members: string[] = [], externalId: string | null = null) =>
      commit(createScimGroup(groupInput(displayName, externalId), values(members))),
    add: (groupId: string, ...ids: string[]) => changeGroup(groupId, { kind: 'delta', remove: [], add: values(ids) }),
    leave: (groupId: string, ...ids: string[]) => changeGroup(groupId, { kind: 'delta', remove: ids, add: [] }),
    replace: (groupId: string, ...ids: string[]) => changeGroup(groupId, { kind: 'replace', members: values(ids) }),
    rename: (groupId: string, next: Partial<Pick<ScimGroup, 'displayName' | 'externalId'>>) => changeGroup(groupId, { kind: 'none' }, next),
    removeGroup: (id: string) => commit(deleteScimGroup(id)),
    /** Has SCIM decide from now on, without the conditions of I4 and with everybody in one change. */
    installAtOnce: (asker: Asker = operator, everybody: { scimUsers: string[]; users: string[] } = { scimUsers: [], users: [] }) =>
      commit((world) => {
        world.policy = { ...world.policy, scim: { ...world.policy.scim, state: 'mapping' } };
        const accepted = acceptInstall({ asker, acknowledgeLockout: true })(world);
        settle(world, everybody);
        return accepted;
      }),
  };
}

export type Company = ReturnType<typeof company>;
