import type { Asker } from '../../src/rules/guards.ts';
import type { Policy, ScimUser, Settings, SlackMember, User } from '../../src/rules/model.ts';
import type { Person } from '../../src/rules/person.ts';
import { firstPolicy } from '../../src/store/organizations.ts';

/** Plain facts for the rules' tests. Each builder gives what is usual; a test states what it is about. */
export const noon = new Date('2026-03-02T12:00:00Z');

export const source = { at: noon, cause: { type: 'slack_event', id: 'Ev0PV52K25' } };

export const operator: Asker = { operator: true };

export const member = (change: Partial<SlackMember> = {}): SlackMember => ({
  id: 'U01ADA',
  name: 'Ada Okafor',
  email: 'ada.okafor@northwind.example',
  emailConfirmed: true,
  title: 'Engineer',
  deleted: false,
  guest: false,
  primaryOwner: false,
  updated: 1_700_000_000,
  joined: source,
  signedIn: null,
  source,
  ...change,
});

export const scimUser = (change: Partial<ScimUser> = {}): ScimUser => ({
  id: 'scim-ada',
  epoch: 1,
  userName: 'ada.okafor@northwind.example',
  externalId: 'okta-00u1',
  active: true,
  email: 'ada.okafor@northwind.example',
  name: 'Ada N. Okafor',
  title: 'Staff Engineer',
  resource: {},
  version: 1,
  createdAt: noon,
  updatedAt: noon,
  source: { at: noon, cause: { type: 'scim_request', id: 'req-1' } },
  ...change,
});

export const user = (change: Partial<User> = {}): User => ({
  id: 'user-ada',
  slackMemberId: 'U01ADA',
  scim: null,
  formerScim: null,
  apart: [],
  name: 'Ada Okafor',
  email: 'ada.okafor@northwind.example',
  title: 'Engineer',
  status: 'active',
  baseRole: 'standard',
  grantedRole: 'standard',
  grantedBy: 'P1',
  customRoles: [],
  retained: false,
  breakGlassUntil: null,
  hold: null,
  lossAt: null,
  responder: null,
  onCall: null,
  seats: ['viewer'],
  mergedIds: [],
  createdAt: noon,
  created: { rule: 'E1', cause: source.cause },
  ...change,
});

/** A user as the holder of a base role by hand. */
export const holder = (role: User['baseRole'], change: Partial<User> = {}): User =>
  user({ baseRole: role, grantedRole: role, seats: role === 'standard' ? ['viewer'] : ['responder'], ...change });

export const linked = (change: Partial<User> = {}): User =>
  user({ scim: { id: 'scim-ada', externalId: 'okta-00u1', epoch: 1, by: 'email' }, grantedBy: 'P2', ...change });

export const asUser = (by: User): Asker => ({ operator: false, user: by });

/** Somebody with nothing, to be filled in. */
export const person = (change: Partial<Person> = {}): Person => ({
  user: null,
  slack: null,
  scim: null,
  groups: [],
  linkLost: false,
  slackProfileChanged: false,
  keepsOwner: false,
  firstOwner: false,
  ...change,
});

/** An organization without SCIM. */
export const withoutScim = (change: Partial<Policy> = {}, settings: Partial<Settings> = {}): Policy => {
  const first = firstPolicy();
  return { ...first, ...change, settings: { ...first.settings, ...settings } };
};

/** One where SCIM decides. */
export const withScim = (change: Partial<Policy> = {}, settings: Partial<Settings> = {}): Policy =>
  withoutScim({ scim: { state: 'installed', provider: 'okta', epoch: 1, startedAt: noon, installedAt: noon }, ...change }, settings);

/** Group ids to base roles (`owner`) or custom roles (`custom:<id>`). */
export const mappings = (roles: Record<string, string>): Policy['mappings'] =>
  Object.entries(roles).map(([groupId, role]) => ({
    id: `mapping-${groupId}-${role}`,
    source: { type: 'group', groupId, groupName: groupId },
    role: role.startsWith('custom:')
      ? { type: 'custom', customRoleId: role.slice('custom:'.length) }
      : { type: 'base', role: role as User['baseRole'] },
  }));

export const groups = (...ids: string[]): Person['groups'] => ids.map((id) => ({ id, name: id }));
