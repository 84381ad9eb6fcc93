/** Microsoft Entra ID's manner (learn.microsoft.com, "Develop a SCIM endpoint"): blanks as +, capital Add/Replace/Remove, one operation for each attribute, `active` as "False", removals as a value list. */
import { randomUUID } from 'node:crypto';
import { firstOf, ok, resourceOf, type SendScim } from './client.ts';
import { type Dialect, displayNameOf, type Member, patchOp, quoted } from './dialect.ts';
import type { IdpPerson } from './model.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const filter = (attribute: string, value: string): string =>
  `filter=${encodeURIComponent(`${attribute} eq ${quoted(value)}`).replaceAll('%20', '+')}`;

const replace = (path: string, value: unknown): unknown => ({ op: 'Replace', path, value });
const asMember = (member: Member): unknown => ({ $ref: null, value: member.scimId });

async function patch(send: SendScim, path: string, purpose: string, ...operations: readonly unknown[]): Promise<boolean> {
  return ok(await send({ method: 'PATCH', path, body: patchOp(...operations), purpose }));
}

const user = (id: string): string => `/Users/${encodeURIComponent(id)}`;
const group = (id: string): string => `/Groups/${encodeURIComponent(id)}`;

function created(person: IdpPerson): unknown {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
    externalId: person.entraId,
    userName: person.email,
    active: true,
    displayName: displayNameOf(person),
    emails: [{ primary: true, type: 'work', value: person.email }],
    meta: { resourceType: 'User' },
    name: { formatted: displayNameOf(person), familyName: person.lastName, givenName: person.firstName },
    roles: [],
    title: person.title,
  };
}

export const entra: Dialect = {
  headers: { accept: 'application/scim+json' },
  contentType: 'application/scim+json; charset=utf-8',

  /** A person who can't exist must be an empty list, not 404. */
  testConnection: async (send) => {
    const nobody = await send({
      method: 'GET',
      path: `/Users?${filter('userName', randomUUID())}`,
      purpose: 'Test the connection: nobody',
    });
    const one = await send({ method: 'GET', path: '/Users?count=1', purpose: 'Test the connection: one user' });
    const groups = await send({
      method: 'GET',
      path: '/Groups?count=1&excludedAttributes=members',
      purpose: 'Test the connection: one group',
    });
    return [nobody, one, groups].every(ok);
  },

  findUser: async (send, person) =>
    firstOf(await send({ method: 'GET', path: `/Users?${filter('userName', person.email)}`, purpose: `Look for ${displayNameOf(person)}` }))
      ?.id ??
    firstOf(
      await send({
        method: 'GET',
        path: `/Users?${filter('externalId', person.entraId)}`,
        purpose: `Look for ${displayNameOf(person)} by external id`,
      }),
    )?.id ??
    null,

  createUser: async (send, person) =>
    resourceOf(await send({ method: 'POST', path: '/Users', body: created(person), purpose: `Create ${displayNameOf(person)}` }))?.id ??
    null,

  updateUser: (send, id, person) =>
    patch(
      send,
      user(id),
      `Update ${displayNameOf(person)}`,
      replace('userName', person.email),
      replace('externalId', person.entraId),
      replace('displayName', displayNameOf(person)),
      replace('name.givenName', person.firstName),
      replace('name.familyName', person.lastName),
      replace('emails[type eq "work"].value', person.email),
      { op: 'Add', path: 'title', value: person.title },
      replace('active', person.assigned ? 'True' : 'False'),
    ),

  deactivateUser: (send, id, person) => patch(send, user(id), `Disable ${displayNameOf(person)}`, replace('active', 'False')),

  deleteUser: async (send, id, person) => ok(await send({ method: 'DELETE', path: user(id), purpose: `Delete ${displayNameOf(person)}` })),

  findGroup: async (send, one) => {
    const path = `/Groups?excludedAttributes=members&${filter('displayName', one.name)}`;
    return firstOf(await send({ method: 'GET', path, purpose: `Look for the group ${one.name}` }))?.id ?? null;
  },

  createGroup: async (send, one) => {
    const body = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group', 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      externalId: one.id,
      displayName: one.name,
      meta: { resourceType: 'Group' },
    };
    return resourceOf(await send({ method: 'POST', path: '/Groups', body, purpose: `Create the group ${one.name}` }))?.id ?? null;
  },

  renameGroup: (send, id, one) => patch(send, group(id), `Rename the group to ${one.name}`, replace('displayName', one.name)),

  addMembers: (send, id, one, members) =>
    patch(send, group(id), `Add to ${one.name}`, { op: 'Add', path: 'members', value: members.map(asMember) }),

  removeMembers: (send, id, one, members) =>
    patch(send, group(id), `Remove from ${one.name}`, { op: 'Remove', path: 'members', value: members.map(asMember) }),

  /** Entra never sets members as a whole: it adds what is missing. */
  setMembers: (send, id, one, members) =>
    members.length === 0
      ? Promise.resolve(true)
      : patch(send, group(id), `Add to ${one.name}`, { op: 'Add', path: 'members', value: members.map(asMember) }),

  deleteGroup: async (send, id, one) => ok(await send({ method: 'DELETE', path: group(id), purpose: `Delete the group ${one.name}` })),
};
