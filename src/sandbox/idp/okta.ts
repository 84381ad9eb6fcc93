/** Okta's manner, as a catalogue app (developer.okta.com/docs/reference/scim/scim-20): blanks as %20, PUT of the merged user, PATCH without a path to deactivate, never DELETE for users. */
import { firstOf, ok, resourceOf, type SendScim } from './client.ts';
import { type Dialect, displayNameOf, type Member, patchOp, quoted } from './dialect.ts';
import type { IdpGroup, IdpPerson } from './model.ts';

const filter = (attribute: string, value: string): string => `filter=${encodeURIComponent(`${attribute} eq ${quoted(value)}`)}`;

const profile = (person: IdpPerson): Record<string, unknown> => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: person.email,
  name: { givenName: person.firstName, familyName: person.lastName },
  emails: [{ primary: true, value: person.email, type: 'work' }],
  title: person.title,
  displayName: displayNameOf(person),
  locale: 'en-US',
  externalId: person.oktaId,
  groups: [],
});

const patchGroup = async (send: SendScim, id: string, purpose: string, ...operations: readonly unknown[]): Promise<boolean> =>
  ok(await send({ method: 'PATCH', path: `/Groups/${encodeURIComponent(id)}`, body: patchOp(...operations), purpose }));

/** The name travels with every change of members. */
const named = (id: string, group: IdpGroup): unknown => ({ op: 'replace', value: { id, displayName: group.name } });
const asMember = (member: Member): unknown => ({ value: member.scimId, display: member.display });

async function setActive(send: SendScim, id: string, person: IdpPerson, active: boolean): Promise<boolean> {
  const purpose = `${active ? 'Reactivate' : 'Deactivate'} ${displayNameOf(person)}`;
  const body = patchOp({ op: 'replace', value: { active } });
  return ok(await send({ method: 'PATCH', path: `/Users/${encodeURIComponent(id)}`, body, purpose }));
}

export const okta: Dialect = {
  headers: { accept: 'application/scim+json', 'accept-charset': 'utf-8', 'user-agent': 'Okta SCIM Client 1.0.0' },
  contentType: 'application/scim+json; charset=utf-8',

  testConnection: async (send) => {
    const users = await send({ method: 'GET', path: '/Users?startIndex=1&count=2', purpose: 'Test the connection: users' });
    const groups = await send({ method: 'GET', path: '/Groups?count=100&startIndex=1', purpose: 'Test the connection: groups' });
    return ok(users) && ok(groups);
  },

  findUser: async (send, person) => {
    const path = `/Users?${filter('userName', person.email)}&startIndex=1&count=100`;
    return firstOf(await send({ method: 'GET', path, purpose: `Look for ${displayNameOf(person)}` }))?.id ?? null;
  },

  createUser: async (send, person) => {
    const body = { ...profile(person), active: true };
    return resourceOf(await send({ method: 'POST', path: '/Users', body, purpose: `Create ${displayNameOf(person)}` }))?.id ?? null;
  },

  updateUser: async (send, id, person) => {
    const path = `/Users/${encodeURIComponent(id)}`;
    const current = resourceOf(await send({ method: 'GET', path, purpose: `Read ${displayNameOf(person)}` }));
    if (current === null) return false;
    if (current['active'] === false && person.assigned && !(await setActive(send, id, person, true))) return false;
    const body = { ...current, ...profile(person), active: person.assigned };
    return ok(await send({ method: 'PUT', path, body, purpose: `Update ${displayNameOf(person)}` }));
  },

  deactivateUser: (send, id, person) => setActive(send, id, person, false),
  deleteUser: (send, id, person) => setActive(send, id, person, false),

  findGroup: async (send, group) =>
    firstOf(
      await send({ method: 'GET', path: `/Groups?${filter('displayName', group.name)}`, purpose: `Look for the group ${group.name}` }),
    )?.id ?? null,

  createGroup: async (send, group) => {
    const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: group.name, members: [] };
    return resourceOf(await send({ method: 'POST', path: '/Groups', body, purpose: `Create the group ${group.name}` }))?.id ?? null;
  },

  renameGroup: (send, id, group) => patchGroup(send, id, `Rename the group to ${group.name}`, named(id, group)),

  addMembers: (send, id, group, members) =>
    patchGroup(send, id, `Add to ${group.name}`, named(id, group), { op: 'add', path: 'members', value: members.map(asMember) }),

  removeMembers: (send, id, group, members) =>
    patchGroup(
      send,
      id,
      `Remove from ${group.name}`,
      named(id, group),
      ...members.map((member) => ({ op: 'remove', path: `members[value eq ${quoted(member.scimId)}]` })),
    ),

  setMembers: (send, id, group, members) =>
    patchGroup(send, id, `Push the members of ${group.name}`, { op: 'replace', path: 'members', value: members.map(asMember) }),

  deleteGroup: async (send, id, group) =>
    ok(await send({ method: 'DELETE', path: `/Groups/${encodeURIComponent(id)}`, purpose: `Unlink the group ${group.name}` })),
};
