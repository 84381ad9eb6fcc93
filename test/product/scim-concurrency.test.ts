/** One group of 10,000, and many PATCHes of it at once: by one server process, and by two on one database. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startDatabase } from '../support/database.ts';
import { createHome, type Home } from '../support/home.ts';
import { type Product, rollcallJson, startProduct } from '../support/product.ts';
import { type Loose, type ScimClient, scimClient } from '../support/scim-client.ts';

jest.setTimeout(180_000);

const MEMBERS = 10_000;
const PATCHES = 64;
/** Each PATCH adds so many, and takes so many out of those who were there. */
const EACH = 5;

let database: Awaited<ReturnType<typeof startDatabase>>;
let homes: Home[] = [];
let products: Product[] = [];
let clients: ScimClient[] = [];

beforeAll(async () => {
  database = await startDatabase();
  const env = { MONGODB_URI: database.uri, SESSION_SECRET: 's'.repeat(32), ENCRYPTION_KEY: 'e'.repeat(32) };
  const first = await createHome(env);
  homes = [first, await createHome(env)];
  products.push(await startProduct(first));
  const { token } = await rollcallJson(first, 'scim', 'connect', '--provider', 'generic'); // before the second brings its own practice workspace
  products.push(await startProduct(homes[1] as Home));
  clients = products.map(({ url }) => scimClient(`${url}/scim/v2`, token));
});
afterAll(async () => {
  for (const product of products) await product.stop();
  for (const home of homes) await home.remove();
  await database?.close();
});

const versionOf = ({ meta }: Loose): number => Number(/\d+/.exec(meta.version)?.[0]);

test.each([['one server process', 1] as const, ['two server processes on one database', 2] as const])(
  '64 PATCHes at once on a group of 10,000 end with exactly the union: %s',
  async (name, processes) => {
    const [first] = clients as [ScimClient];
    const before = Array.from({ length: MEMBERS }, (_, n) => `old-${n}`);
    const { body: group } = await first.post('/Groups', { displayName: name, members: values(before) });
    const added = chunks((n) => `${name}-${n}`);
    const taken = chunks((n) => `old-${n * 3}`);
    const answers = await Promise.all(
      added.map((some, i) => {
        const operations = [
          { op: 'add', path: 'members', value: values(some) },
          { op: 'remove', path: 'members', value: values(taken[i] ?? []) },
        ];
        return (clients[i % processes] as ScimClient).patch(`/Groups/${group.id}`, operations);
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
    const gone = new Set(taken.flat());
    const expected = [...before.filter((value) => !gone.has(value)), ...added.flat()].sort();
    for (const client of clients.slice(0, processes)) {
      const { body } = await client.get(`/Groups/${group.id}`);
      expect(body.members.map(({ value }: { value: string }) => value).sort()).toEqual(expected);
      // A list of 10,000 is stored in several commits, each of which is a version; a PATCH of these is one.
      expect(versionOf(body) - versionOf(group)).toBe(PATCHES);
    }
  },
);

const values = (ids: string[]) => ids.map((value) => ({ value }));

const chunks = (idOf: (n: number) => string): string[][] =>
  Array.from({ length: PATCHES }, (_, i) => Array.from({ length: EACH }, (_each, n) => idOf(i * EACH + n)));
