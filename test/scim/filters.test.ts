import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { predicate } from '../../src/scim/protocol/filter-match.ts';
import { compileFilter } from '../../src/scim/protocol/filter-resolve.ts';
import { USER } from '../../src/scim/protocol/schemas.ts';
import { type ScimServer, startScim } from '../support/scim.ts';
import { filtered, type ScimClient, scimClient } from '../support/scim-client.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

let scim: ScimServer;
let client: ScimClient;
let everybody: { id: string }[];

const people = [
  {
    userName: 'ana@one.example',
    externalId: 'A1',
    displayName: 'Ana Berg',
    title: 'Lead',
    emails: [{ value: 'Ana@one.example', type: 'work', primary: true }],
  },
  {
    userName: 'BO',
    externalId: 'a1',
    active: false,
    emails: [
      { value: 'bo@home.example', type: 'home' },
      { value: 'bo@one.example', type: 'work' },
    ],
  },
  { userName: 'kİm', displayName: 'kim', name: { familyName: 'Kelvin' }, [ENTERPRISE]: { department: 'Ops', manager: { value: 'M1' } } },
  { userName: 'zoë', displayName: 'Zoe\u0308', nickName: 'a.*b', [ENTERPRISE]: { department: 'ops' } },
  { userName: 'plain', roles: [{ value: 'x', primary: true }, { value: 'y' }] },
];

beforeAll(async () => {
  scim = await startScim();
  client = scimClient(scim.baseUrl, (await scim.organization()).token);
  for (const person of people) expect((await client.post('/Users', person)).status).toBe(201);
  everybody = (await client.get('/Users')).body.Resources;
}, 120_000);
afterAll(() => scim.close());

const found = async (filter: string): Promise<string[]> => {
  const { status, body } = await client.get(filtered('/Users', filter));
  if (status !== 200) throw new Error(`${filter}: ${JSON.stringify(body)}`);
  const ids = body.Resources.map(({ id }: { id: string }) => id);
  expect(body.totalResults).toBe(ids.length);
  return ids;
};

const meant = (filter: string): string[] => {
  const matches = predicate(compileFilter(USER, filter).filter);
  return everybody.filter((user) => matches(user as never)).map(({ id }) => id);
};

const paths = [
  'userName',
  'externalId',
  'displayName',
  'title',
  'nickName',
  'name.familyName',
  'emails',
  'emails.value',
  'emails.type',
  'roles.value',
  `${ENTERPRISE}:department`,
  'manager.value',
  'colour',
];
const words = [
  'ana@one.example',
  'ANA',
  'bo',
  'a1',
  'A1',
  'k',
  'i',
  'kim',
  'KİM',
  'zoë',
  'zoe',
  'Zoë',
  'ops',
  'a.*b',
  '.*',
  '',
  'work',
  'x',
  'M1',
  'example',
];
const comparison = fc
  .tuple(fc.constantFrom(...paths), fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'le'), fc.constantFrom(...words))
  .map(([path, op, word]) => `${path} ${op} ${JSON.stringify(word)}`);
const other = fc.constantFrom(
  'active eq true',
  'active ne true',
  'active eq "False"',
  'roles.primary eq true',
  'roles.primary ne true',
  'emails pr',
  'title pr',
  'meta.created gt "2020-01-01T00:00:00Z"',
  'meta.lastModified lt "2020-01-01T00:00:00Z"',
  'meta.resourceType eq "user"',
  `schemas eq "${ENTERPRISE}"`,
  'emails[type eq "work" and value co "one"]',
  'emails[value eq "BO@one.example" and type eq "home"]',
  'emails[value eq "bo@ONE.example"]',
  'emails[not (type eq "work")]',
  'roles[primary ne true]',
  'emails eq null',
  'title ne null',
);
const { filter } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    { arbitrary: fc.oneof(comparison, other), weight: 4 },
    {
      arbitrary: fc.tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter')).map(([a, joint, b]) => `(${a}) ${joint} (${b})`),
      weight: 2,
    },
    { arbitrary: tie('filter').map((inner) => `not (${inner})`), weight: 1 },
  ),
}));

describe('a filter as a database query', () => {
  test('finds whom the protocol’s predicate finds, in their order', async () => {
    await fc.assert(
      fc.asyncProperty(filter, async (text) => {
        expect(await found(text)).toEqual(meant(text));
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  test.each(words)(
    'and so for every operator with "%s"',
    async (word) => {
      for (const path of paths)
        for (const op of ['eq', 'ne', 'co', 'sw', 'ew']) {
          const text = `${path} ${op} ${JSON.stringify(word)}`;
          expect([text, await found(text)]).toEqual([text, meant(text)]);
        }
    },
    60_000,
  );

  test('never everybody: an unknown attribute, and not around it, match nobody', async () => {
    expect(await found('colour eq "red"')).toEqual([]);
    expect(await found('not (colour eq "red")')).toEqual([]);
  });

  test('pages what it finds, with the right total', async () => {
    const { body } = await client.get(`${filtered('/Users', 'userName pr and not (title eq "lead")')}&startIndex=2&count=2`);
    expect(body).toMatchObject({ totalResults: 4, startIndex: 2, itemsPerPage: 2 });
  });

  test('the look-ups of IdPs go by an index', async () => {
    const explained = async (condition: object): Promise<string> => {
      const { org } = (await scim.means.db.collection('scimUsers').findOne({})) as unknown as { org: string };
      const plan = await scim.means.db
        .collection('scimUsers')
        .find({ $and: [{ org, epoch: 1 }, condition] })
        .explain('executionStats');
      return JSON.stringify([plan.queryPlanner.winningPlan, plan.executionStats.totalDocsExamined]);
    };
    const { translate } = await import('../../src/scim/query.ts');
    for (const [text, index] of [
      ['userName eq "ana@one.example"', 'keys'],
      ['externalId eq "A1"', 'keys'],
      ['emails.value eq "ana@one.example"', 'keys'],
      ['emails[type eq "work"].value eq "ana@one.example"', 'keys'],
      ['id eq "x"', '_id'],
    ] as const) {
      const plan = await explained(translate(USER, compileFilter(USER, text).filter).query);
      expect(plan).toContain('IXSCAN');
      expect(plan).toContain(`"${index}"`);
      expect(JSON.parse(plan)[1]).toBeLessThanOrEqual(1);
    }
  });
});
