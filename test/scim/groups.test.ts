import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { connectScim } from '../../src/provisioning/connect-scim.ts';
import { uninstallScim } from '../../src/provisioning/uninstall-scim.ts';
import { type ScimServer, startScim } from '../support/scim.ts';
import { filtered, type ScimClient, scimClient } from '../support/scim-client.ts';

jest.setTimeout(30_000);

let scim: ScimServer;
let client: ScimClient;
let org: { id: string; token: string };

beforeAll(async () => {
  scim = await startScim();
}, 120_000);
afterAll(() => scim.close());
beforeEach(async () => {
  org = await scim.organization();
  client = scimClient(scim.baseUrl, org.token);
});

const person = async (name: string): Promise<string> =>
  (await client.post('/Users', { userName: `${name}@one.example`, displayName: name })).body.id;
const members = async (id: string): Promise<string[]> =>
  (await client.get(`/Groups/${id}`)).body.members.map(({ value }: { value: string }) => value);
const values = (ids: string[]) => ids.map((value) => ({ value }));
const sorted = (ids: string[]): string[] => [...ids].sort();

describe('the life of a group', () => {
  test('POST, GET, PUT, PATCH, DELETE', async () => {
    const [ana, bo] = [await person('ana'), await person('bo')];
    const made = await client.post('/Groups', { displayName: 'Night watch', members: [{ value: ana }] });
    expect(made).toMatchObject({ status: 201, body: { displayName: 'Night watch', meta: { resourceType: 'Group', version: 'W/"1"' } } });
    expect(made.headers.get('location')).toBe(made.body.meta.location);
    expect(made.body.members).toEqual([{ value: ana, $ref: `${scim.baseUrl}/Users/${ana}`, type: 'User', display: 'ana' }]);
    const path = `/Groups/${made.body.id}`;
    const added = await client.patch(path, [{ op: 'add', path: 'members', value: values([bo]) }]);
    expect(added).toMatchObject({ status: 200, body: { meta: { version: 'W/"2"' } } });
    expect(sorted(await members(made.body.id))).toEqual(sorted([ana, bo]));
    await client.patch(path, [{ op: 'remove', path: `members[value eq "${ana}"]` }]);
    expect(await members(made.body.id)).toEqual([bo]);
    const renamed = await client.put(path, { displayName: 'Day watch' });
    expect(renamed.body).toMatchObject({ displayName: 'Day watch', members: [{ value: bo }] });
    expect((await client.put(path, { displayName: 'Day watch', members: [] })).body.members).toEqual([]);
    expect((await client.delete(path)).status).toBe(204);
    expect((await client.get(path)).status).toBe(404);
  });

  test('adding a member who is there and removing a stranger change nothing', async () => {
    const ana = await person('ana');
    const { body } = await client.post('/Groups', { displayName: 'Night watch', members: [{ value: ana }] });
    const operations = [
      { op: 'add', path: 'members', value: values([ana]) },
      { op: 'remove', path: 'members', value: values(['nobody']) },
    ];
    expect((await client.patch(`/Groups/${body.id}`, operations)).body.meta).toEqual(body.meta);
  });

  test('a filter on more than ids is worked out from the present members', async () => {
    const [ana, bo] = [await person('ana'), await person('bo')];
    const { body } = await client.post('/Groups', {
      displayName: 'Night watch',
      members: [
        { value: ana, display: 'Ana B' },
        { value: bo, display: 'Bo C' },
      ],
    });
    const { body: patched } = await client.patch(`/Groups/${body.id}`, [{ op: 'remove', path: 'members[display sw "ana"]' }]);
    expect(patched.members).toMatchObject([{ value: bo, display: 'Bo C' }]);
  });

  test('a second group of the same name is 409, case aside', async () => {
    await client.post('/Groups', { displayName: 'Night watch' });
    expect(await client.post('/Groups', { displayName: 'NIGHT WATCH' })).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
  });

  test('L5: a member who is nobody yet is shown, and becomes somebody by externalId', async () => {
    const { body } = await client.post('/Groups', { displayName: 'Night watch', members: [{ value: '00u9' }] });
    expect(body.members).toEqual([{ value: '00u9' }]);
    const { body: user } = await client.post('/Users', { userName: 'cy@one.example', externalId: '00u9' });
    expect(user.groups).toMatchObject([{ value: body.id, display: 'Night watch', type: 'direct' }]);
    expect(await members(body.id)).toEqual([user.id]);
  });

  test('groups of a user are direct and indirect, and cycles end', async () => {
    const ana = await person('ana');
    const { body: inner } = await client.post('/Groups', { displayName: 'Inner', members: values([ana]) });
    const { body: outer } = await client.post('/Groups', { displayName: 'Outer', members: [{ value: inner.id, type: 'Group' }] });
    await client.patch(`/Groups/${inner.id}`, [{ op: 'add', path: 'members', value: values([outer.id]) }]);
    const { body } = await client.get(`/Users/${ana}`);
    expect(body.groups.map((group: { display: string; type: string }) => [group.display, group.type])).toEqual([
      ['Inner', 'direct'],
      ['Outer', 'indirect'],
    ]);
  });

  test('deleting a member makes another version of the group', async () => {
    const ana = await person('ana');
    const { body } = await client.post('/Groups', { displayName: 'Night watch', members: values([ana]) });
    await client.delete(`/Users/${ana}`);
    const after = await client.get(`/Groups/${body.id}`, { 'if-none-match': body.meta.version });
    expect(after).toMatchObject({ status: 200, body: { members: [] } });
  });

  test('concurrent PATCHes lose nobody', async () => {
    const ids = await Promise.all(Array.from({ length: 24 }, (_, n) => person(`p${n}`)));
    const { body } = await client.post('/Groups', { displayName: 'Crowd' });
    const answers = await Promise.all(
      ids.map((id) => client.patch(`/Groups/${body.id}`, [{ op: 'add', path: 'members', value: values([id]) }])),
    );
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
    expect(sorted(await members(body.id))).toEqual(sorted(ids));
  });
});

describe('large groups', () => {
  test('of more than 100 members, PATCH answers 204 with the ETag, and 200 with attributes', async () => {
    const pending = Array.from({ length: 2500 }, (_, n) => `ext-${n}`);
    const { body } = await client.post('/Groups', { displayName: 'Everybody', members: values(pending) });
    expect(body.members).toHaveLength(2500);
    const add = [{ op: 'add', path: 'members', value: values(['one more']) }];
    const tag = async () => (await client.get(`/Groups/${body.id}?attributes=displayName`)).headers.get('etag');
    const before = await tag();
    const answer = await client.patch(`/Groups/${body.id}`, add);
    expect(answer).toMatchObject({ status: 204, body: null });
    expect([answer.headers.get('etag'), before === (await tag())]).toEqual([await tag(), false]);
    expect((await client.patch(`/Groups/${body.id}?attributes=displayName`, add)).body).toMatchObject({ displayName: 'Everybody' });
    expect((await client.patch(`/Groups/${body.id}?excludedAttributes=members`, add)).status).toBe(200);
    expect(new Set(await members(body.id))).toEqual(new Set([...pending, 'one more']));
    expect((await client.get(`/Groups/${body.id}?attributes=members.value`)).body.members[0]).toEqual({ value: expect.any(String) });
  });

  test('lists of groups carry each one’s members, and none when excluded', async () => {
    const [ana, bo] = [await person('ana'), await person('bo')];
    for (const [displayName, ids] of [
      ['A', [ana]],
      ['B', []],
      ['C', [ana, bo]],
    ] as const)
      await client.post('/Groups', { displayName, members: values([...ids]) });
    const { body } = await client.get('/Groups');
    expect(body).toMatchObject({ totalResults: 3, itemsPerPage: 3, startIndex: 1 });
    expect(body.Resources.map((group: { displayName: string; members: unknown[] }) => [group.displayName, group.members.length])).toEqual([
      ['A', 1],
      ['B', 0],
      ['C', 2],
    ]);
    expect((await client.get('/Groups?excludedAttributes=members')).body.Resources[0].members).toBeUndefined();
    expect((await client.get(filtered('/Groups', `members.value eq "${bo}"`))).body).toMatchObject({
      totalResults: 1,
      Resources: [{ displayName: 'C' }],
    });
    expect((await client.get(filtered('/Groups', 'members[display eq "ana"]'))).body.totalResults).toBe(2);
  });
});

describe('I8: after an uninstall', () => {
  test('facts sleep, out of every list, and wake with their old id when asked for', async () => {
    const ana = await person('ana');
    const { body: group } = await client.post('/Groups', { displayName: 'Night watch', members: values([ana]) });
    await scim.means.committer.commit(org.id, scim.origin(), uninstallScim({ operator: true }));
    const { token } = await connectScim(scim.means, org.id, scim.origin(), { operator: true }, 'okta');
    client = scimClient(scim.baseUrl, token);
    expect((await client.get('/Users')).body.totalResults).toBe(0);
    expect((await client.get(filtered('/Users', 'userName eq "ana@one.example"'))).body.totalResults).toBe(0);
    expect((await client.get('/Groups')).body.totalResults).toBe(0);
    expect(await client.get(`/Users/${ana}`)).toMatchObject({ status: 200, body: { id: ana, userName: 'ana@one.example' } });
    expect((await client.get('/Users')).body.totalResults).toBe(1);
    expect(await client.get(`/Groups/${group.id}`)).toMatchObject({ status: 200, body: { members: [{ value: ana }] } });
    expect((await client.get(`/Users/${ana}`)).body.groups).toMatchObject([{ value: group.id }]);
  });
});
