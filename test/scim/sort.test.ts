import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ScimServer, startScim } from '../support/scim.ts';
import { type Loose, type ScimClient, scimClient } from '../support/scim-client.ts';

const URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const people: Loose[] = [
  {
    userName: 'Dora',
    title: 'b',
    externalId: 'b',
    name: { familyName: 'Zed' },
    emails: [{ value: 'z@x' }, { value: 'a@x', primary: true }],
  },
  { userName: 'bea', title: 'A', externalId: 'B', active: false, emails: [{ value: 'c@x' }], [URN]: { department: 'ops' } },
  { userName: 'Ana', name: { familyName: 'abel' }, displayName: 'M' },
  { userName: 'cy', title: 'a', name: { familyName: 'Öz' }, emails: [{ value: 'B@x', type: 'work' }], [URN]: { department: 'Dev' } },
];

let scim: ScimServer;
let client: ScimClient;
const ids = new Map<string, string>();
beforeAll(async () => {
  scim = await startScim({ monitor: true });
  client = scimClient(scim.baseUrl, (await scim.organization()).token);
  for (const person of people) ids.set(person.userName, (await client.post('/Users', person)).body.id);
  const [ana = '', cy = ''] = [ids.get('Ana'), ids.get('cy')];
  for (const [displayName, ...members] of [['zoo'], ['Beta', cy], ['alpha', ana, cy], ['N']])
    await client.post('/Groups', { displayName, members: members.map((value) => ({ value })) });
}, 120_000);
afterAll(() => scim.close());

const named = ({ userName, displayName }: Loose): string => userName ?? displayName;
const list = async (path: string): Promise<string> => (await client.get(path)).body.Resources.map(named).join(' ');

describe('sorting (RFC 7644 §3.4.2.3)', () => {
  test.each([
    ['/Users?sortBy=userName', 'Ana bea cy Dora'],
    ['/Users?sortBy=USERNAME&sortOrder=descending', 'Dora cy bea Ana'],
    ['/Users?sortBy=userName&startIndex=2&count=2', 'bea cy'],
    ['/Users?sortBy=userName&filter=title%20pr', 'bea cy Dora'],
    ['/Users?sortBy=userName&filter=userName%20co%20%22a%22&sortOrder=descending', 'Dora bea Ana'],
    ['/Users?sortBy=userName&filter=userName%20co%20%22a%22&startIndex=2&count=1', 'bea'],
    ['/Users?sortBy=title', 'bea cy Dora Ana'],
    ['/Users?sortBy=title&sortOrder=descending', 'Ana Dora cy bea'],
    ['/Users?sortBy=externalId', 'bea Dora Ana cy'],
    ['/Users?sortBy=emails', 'Dora cy bea Ana'],
    ['/Users?sortBy=emails.value&sortOrder=descending', 'Ana bea cy Dora'],
    ['/Users?sortBy=name.familyName', 'Ana Dora cy bea'],
    [`/Users?sortBy=${URN}:department`, 'cy bea Dora Ana'],
    ['/Users?sortBy=active', 'bea Dora Ana cy'],
    ['/Users?sortBy=groups.display', 'Ana cy Dora bea'],
    ['/Users?sortBy=title&startIndex=2&count=2', 'cy Dora'],
    ['/Users?sortBy=title&filter=emails%20pr', 'bea cy Dora'],
    ['/Users?sortBy=meta.created&sortOrder=descending', 'cy Ana bea Dora'],
    ['/Users?sortBy=id&sortOrder=descending', 'cy Ana bea Dora'],
    ['/Users?sortBy=colour', 'Dora bea Ana cy'],
    ['/Users?sortBy=name', 'Dora bea Ana cy'],
    ['/Users?sortOrder=descending', 'Dora bea Ana cy'],
    ['/Groups?sortBy=displayName', 'alpha Beta N zoo'],
    ['/Groups?sortBy=displayName&sortOrder=Descending', 'zoo N Beta alpha'],
    ['/Groups?sortBy=members', 'alpha Beta zoo N'],
    ['/?sortBy=displayName', 'alpha Beta Ana N zoo Dora bea cy'],
    ['/?sortBy=userName&sortOrder=descending&count=5', 'N alpha Beta zoo Dora'],
  ])('%s', async (path, wanted) => expect(await list(path)).toBe(wanted));

  test('groups that are sorted have their own members', async () => {
    const { body } = await client.get('/Groups?sortBy=displayName&sortOrder=descending');
    expect(body).toMatchObject({ totalResults: 4, startIndex: 1, itemsPerPage: 4 });
    expect(body.Resources.map(({ members = [] }: Loose) => members.map(({ display }: Loose) => display))).toEqual([
      [],
      [],
      ['Öz'],
      ['M', 'Öz'],
    ]);
    const mixed = (await client.get('/?sortBy=displayName')).body.Resources;
    expect(mixed.map(({ members = [] }: Loose) => members.length)).toEqual([2, 1, 0, 0, 0, 0, 0, 0]);
  });

  test('a search', async () => {
    const search = { sortBy: 'displayName', sortOrder: 'descending', count: 2, attributes: ['displayName'] };
    expect((await client.post('/Groups/.search', search)).body.Resources.map(named)).toEqual(['zoo', 'N']);
  });

  test('is advertised, and userName and displayName have an index', async () => {
    expect((await client.get('/ServiceProviderConfig')).body.sort).toEqual({ supported: true });
    for (const [table, path] of [
      ['scimUsers', '/Users?sortBy=userName&attributes=userName'],
      ['scimGroups', '/Groups?sortBy=displayName&attributes=id'],
    ] as const) {
      const [command] = await commandsOf(table, () => client.get(path));
      const plan = await scim.means.db
        .client()
        .db(scim.means.db.collection(table).dbName)
        .command({ explain: { find: table, filter: command.filter, sort: command.sort } });
      expect(JSON.stringify(plan.queryPlanner.winningPlan)).not.toContain('"SORT"');
      expect(command.sort).toEqual(new Map([['sort', 1]]));
    }
  });
});

async function commandsOf(table: string, request: () => Promise<unknown>): Promise<Loose[]> {
  const commands: Loose[] = [];
  const note = ({ command }: Loose): void => void (command.find === table && commands.push(command));
  scim.means.db.client().on('commandStarted', note);
  await request();
  scim.means.db.client().off('commandStarted', note);
  return commands;
}
