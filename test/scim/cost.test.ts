import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type ScimServer, startScim } from '../support/scim.ts';
import { filtered, type ScimClient, scimClient } from '../support/scim-client.ts';

jest.setTimeout(30_000);

let scim: ScimServer;
let client: ScimClient;
let commands: string[] = [];

beforeAll(async () => {
  scim = await startScim({ monitor: true, listedMembers: 3 });
  client = scimClient(scim.baseUrl, (await scim.organization()).token);
  await client.get('/Users'); // the contact is noted, off the path, once in a while
  scim.means.db.client().on('commandStarted', ({ commandName, command }) => {
    const collection = String(commandName === 'getMore' ? command.collection : command[commandName]);
    // The token is read again each second, its changes are listened to, and the request log is written, beside the requests that are counted here.
    if (!['hello', 'ping', 'endSessions'].includes(commandName) && !BESIDE.includes(collection))
      commands.push(`${commandName} ${collection}`);
  });
}, 120_000);
afterAll(() => scim.close());

const BESIDE = ['scimTokens', 'scimContacts', 'tokenUses', 'scimRequests'];

/** What a request costs in commands to the database. */
async function costOf(request: () => Promise<unknown>): Promise<number> {
  await client.get('/ServiceProviderConfig');
  await client.get('/Users/none'); // the token is known for the next second
  commands = [];
  await request();
  return commands.length;
}

const values = (from: number, count: number) => Array.from({ length: count }, (_, n) => ({ value: `ext-${from + n}` }));

describe('what requests cost in commands to the database', () => {
  test('a look-up and a read alone: the user, their memberships, the groups, and what is above those', async () => {
    const { body } = await client.post('/Users', { userName: 'ana@one.example' });
    await client.post('/Groups', { displayName: 'Of ana', members: [{ value: body.id }] });
    expect(await costOf(() => client.get(filtered('/Users', 'userName eq "ana@one.example"')))).toBe(4);
    expect(await costOf(() => client.get(`/Users/${body.id}`))).toBe(4);
    expect(await costOf(() => client.get('/Groups?excludedAttributes=members&filter=displayName%20eq%20%22of%20ana%22'))).toBe(1);
  });

  test('many look-ups at once share their queries', async () => {
    const names = Array.from({ length: 16 }, (_, n) => `shared-${n}@one.example`);
    const ids = await Promise.all(names.map(async (userName) => (await client.post('/Users', { userName })).body.id as string));
    const all = () =>
      Promise.all([
        ...names.map((name) => client.get(filtered('/Users', `userName eq "${name}"`))),
        ...ids.map((id) => client.get(`/Users/${id}`)),
      ]);
    expect((await all()).map(({ body }) => body.userName ?? body.Resources[0].userName)).toEqual([...names, ...names]);
    expect(await costOf(all)).toBeLessThan(32);
  });

  test('one member more costs the same in a small group and in a large one', async () => {
    const { body: small } = await client.post('/Groups', { displayName: 'Small', members: values(0, 10) });
    const { body: large } = await client.post('/Groups', { displayName: 'Large', members: values(0, 2500) });
    const add = (id: string) => () =>
      client.patch(`/Groups/${id}?excludedAttributes=members`, [{ op: 'add', path: 'members', value: values(9000, 1) }]);
    expect(await costOf(add(large.id))).toBe(await costOf(add(small.id)));
  });

  test('a list of groups ends early after many members, and goes on from there', async () => {
    const other = scimClient(scim.baseUrl, (await scim.organization()).token);
    for (const n of [1, 2, 3, 4]) await other.post('/Groups', { displayName: `Group ${n}`, members: values(n * 10, 2) });
    const first = (await other.get('/Groups')).body;
    expect(first).toMatchObject({ totalResults: 4, startIndex: 1, itemsPerPage: 2 });
    const next = (await other.get(`/Groups?startIndex=${1 + first.itemsPerPage}`)).body;
    expect(next).toMatchObject({ totalResults: 4, startIndex: 3, itemsPerPage: 2 });
    const names = [...first.Resources, ...next.Resources].map(({ displayName }: { displayName: string }) => displayName);
    expect(names).toEqual(['Group 1', 'Group 2', 'Group 3', 'Group 4']);
  });
});
