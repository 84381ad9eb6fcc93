/** Installing SCIM by the API: connect, map, preview, confirm exactly that, uninstall (I1 to I8). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createScimGroup } from '../../src/provisioning/record-scim-group.ts';
import { changeScimUser, createScimUser } from '../../src/provisioning/record-scim-user.ts';
import type { ScimUser } from '../../src/rules/model.ts';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;
let owner = '';
const scim: Record<string, ScimUser> = {};

beforeAll(async () => {
  rig = await startRig();
  await rig.become('Ingrid Solberg', 'owner');
  for (const name of ['Ana Kovač', 'Wei Zhang', 'Oliver Grant']) await rig.become(name);
  owner = await rig.signIn('Ingrid Solberg');
}, 60_000);
afterAll(() => rig.close(), 30_000);

const api = (method: string, path: string, body?: unknown) => rig.call(method, `/api/v1${path}`, { cookie: owner, body });

const push = async (name: string, email: string) => {
  const input = { userName: email, externalId: null, active: true, email, name, title: null, resource: { userName: email } };
  scim[name] = await rig.commit(createScimUser(input));
};

test('I2: the steps of each IdP have the endpoint’s URL in them', async () => {
  const { providers, notSupported } = (await api('GET', '/scim/providers')).body;
  for (const { steps } of providers) expect(JSON.stringify(steps)).toContain(`${rig.url}/scim/v2`);
  expect(notSupported).toMatchObject([{ id: 'google', supportEmail: 'it@northwind.example' }, { id: 'other' }]);
});

test('I3: there is nothing to map or confirm before', async () => {
  expect((await api('POST', '/mappings', { group: 'Owners', role: 'owner' })).body).toMatchObject({ rule: 'I3' });
  expect((await api('POST', '/scim/preview')).body).toMatchObject({ rule: 'I3' });
});

test('I2, I3: connecting gives the token once; what is pushed is counted and changes nobody', async () => {
  const { status, body } = await api('POST', '/scim/connect', { provider: 'okta' });
  expect([status, body]).toEqual([201, { baseUrl: `${rig.url}/scim/v2`, token: expect.stringMatching(/^rollcall_scim_/) }]);
  expect((await api('GET', '/scim')).body).toMatchObject({
    state: 'connecting',
    provider: 'okta',
    providerName: 'Okta',
    users: 0,
    linked: null,
    progress: null,
  });
  const tokens = (await api('GET', '/scim/tokens')).body;
  expect(tokens.items).toMatchObject([{ name: 'First token', revokedAt: null }]);
  expect(JSON.stringify(tokens)).not.toContain(body.token);
  await push('Ingrid Solberg', 'ingrid.solberg@larkspur.example');
  await push('Ana Kovač', 'ANA.KOVAC@larkspur.example');
  await push('Wei Zhang', 'wei.zhang@larkspur.example');
  await push('Ruth Adeyemi', 'ruth.adeyemi@larkspur.example');
  const values = (...names: string[]) => names.map((name) => ({ value: scim[name]?.id ?? '', display: null }));
  await rig.commit(createScimGroup({ displayName: 'Managers', externalId: null, resource: {} }, values('Ana Kovač')));
  await rig.commit(createScimGroup({ displayName: 'Owners', externalId: null, resource: {} }, values('Ingrid Solberg')));
  await rig.commit(createScimGroup({ displayName: 'Primary', externalId: null, resource: {} }, values('Wei Zhang')));
  expect((await api('GET', '/scim')).body).toMatchObject({ state: 'mapping', users: 4, groups: 3 });
  expect((await api('GET', '/scim/groups?search=own')).body.items).toMatchObject([
    { displayName: 'Owners', members: 1, roles: [], onCall: false },
  ]);
  expect((await api('GET', '/users/counts')).body).toMatchObject({ active: 4, unlinked: null });
});

test('I4: the preview says what is left to do, and whether one locks oneself out', async () => {
  expect((await api('POST', '/scim/preview')).body.problems).toMatchObject([{ rule: 'I4', about: 'owner' }]); // P5 would keep the owner
  expect((await api('POST', '/scim/confirm', {})).body).toMatchObject({ status: 409, rule: 'I4' });
  await api('POST', '/mappings', { group: 'Managers', role: 'owner' });
  const preview = (await api('POST', '/scim/preview')).body;
  expect(preview).toMatchObject({ locksOut: true, problems: [{ about: 'lockout' }] });
  expect((await api('POST', '/scim/confirm', { previewId: preview.id })).body).toMatchObject({
    rule: 'I4',
    detail: expect.stringContaining('You would lose'),
  });
});

test('I6: confirming asks again only where somebody’s outcome is another now, and names them', async () => {
  await api('POST', '/mappings', { group: 'Owners', role: 'owner' });
  await api('POST', '/on-call-groups', { group: 'Primary' });
  const { id, people, ...preview } = (await api('POST', '/scim/preview')).body;
  const namesIn = (list: string) => preview[list].users.map(({ name }: { name: string }) => name);
  expect(people).toBe(5);
  expect(namesIn('created')).toEqual(['Ruth Adeyemi']);
  expect(namesIn('promoted')).toEqual(['Ana Kovač']);
  expect(namesIn('unlinked')).toEqual(['Oliver Grant']);
  expect(namesIn('onCallSeats')).toEqual(['Wei Zhang']);

  const ana = scim['Ana Kovač'] as ScimUser;
  await rig.commit(changeScimUser(ana.id, (now) => ({ ...now, active: false })));
  const refused = await api('POST', '/scim/confirm', { previewId: id });
  expect(refused.body).toMatchObject({ status: 409, rule: 'I6', detail: expect.stringContaining('Ana Kovač') });
  expect(refused.body.detail).not.toContain('Wei');
  expect((await api('GET', '/scim')).body.state).toBe('mapping');

  // What changes nobody's outcome doesn't ask again: a fact about somebody that is as it was shown.
  await rig.commit(changeScimUser(ana.id, (now) => ({ ...now, active: true })));
  const accepted = await api('POST', '/scim/confirm', { previewId: id });
  expect([accepted.status, accepted.body.state]).toEqual([202, 'installed']);
});

test('I6: everybody is brought in line in the background, as the preview said', async () => {
  for (let tries = 0; tries < 100 && (await api('GET', '/scim')).body.progress; tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await api('GET', '/scim')).body).toMatchObject({ state: 'installed', linked: 4, unlinked: 1, progress: null });
  const users = (await api('GET', '/users')).body.items.map(({ name, baseRole, linked }: Record<string, unknown>) => [
    name,
    baseRole,
    linked,
  ]);
  expect(users).toEqual([
    ['Ana Kovač', 'owner', true],
    ['Ingrid Solberg', 'owner', true],
    ['Oliver Grant', 'standard', false],
    ['Ruth Adeyemi', 'standard', true],
    ['Wei Zhang', 'standard', true],
  ]);
  expect((await api('GET', '/users?linked=false')).body).toMatchObject({ total: 1, items: [{ name: 'Oliver Grant' }] });
});

test('I5, I7: a later change is seen before it is made, and the last owner’s mapping stays', async () => {
  const { items } = (await api('GET', '/mappings')).body;
  const managers = items.find(({ group }: { group: string }) => group === 'Managers');
  const owners = items.find(({ group }: { group: string }) => group === 'Owners');
  const preview = (await api('POST', '/mappings/preview', { remove: [managers.id] })).body;
  expect(preview.downgraded).toMatchObject({
    count: 1,
    users: [{ name: 'Ana Kovač', before: { baseRole: 'owner' }, after: { baseRole: 'standard' } }],
  });
  expect((await api('GET', '/mappings')).body.items).toHaveLength(2);
  expect((await api('DELETE', `/mappings/${managers.id}`)).status).toBe(204);
  expect((await api('DELETE', `/mappings/${owners.id}`)).body).toMatchObject({ status: 409, rule: 'I7' });
});

test('tokens are rotated: a further one, and the first revoked', async () => {
  const made = await api('POST', '/scim/tokens', { name: 'Rotation' });
  expect([made.status, made.body.token]).toEqual([201, expect.stringMatching(/^rollcall_scim_/)]);
  const first = (await api('GET', '/scim/tokens')).body.items[0];
  expect((await api('DELETE', `/scim/tokens/${first.id}`)).status).toBe(204);
  expect((await api('GET', '/scim/tokens')).body.items[0].revokedAt).not.toBeNull();
});

test('I8: uninstalling leaves everybody as they are, and nobody Unlinked', async () => {
  expect((await api('POST', '/scim/uninstall')).body).toMatchObject({ state: 'not_installed', linked: null });
  expect((await api('GET', '/users/counts')).body).toMatchObject({ active: 5, owners: 1, unlinked: null });
  expect((await api('GET', '/audit?limit=1')).body.items).toMatchObject([{ action: 'scim.uninstalled', rule: 'I8' }]);
});

test('a preview that is not known, or another organization’s, confirms nothing', async () => {
  await api('POST', '/scim/connect', { provider: 'okta' });
  expect((await api('POST', '/scim/confirm', { previewId: 'nothing' })).body).toMatchObject({ rule: 'I6' });
});
