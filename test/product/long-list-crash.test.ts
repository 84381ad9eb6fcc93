/** `kill -9` in the middle of a list of 8,000 members: of the product alone, and of everything at once. */
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { createHome, endAtOnce, type Home, processesOn, processNamed } from '../support/home.ts';
import { eventually, type Product, rollcallJson, startProduct } from '../support/product.ts';
import { type ScimClient, scimClient } from '../support/scim-client.ts';

jest.setTimeout(120_000);

const values = Array.from({ length: 8000 }, (_, n) => `person-${n}`);
const listed = (all: string[]) => all.map((value) => ({ value }));

let home: Home;
let product: Product;
let token: string;
let group: string;
let client: ScimClient;

beforeAll(async () => {
  home = await createHome();
  product = await startProduct(home);
  token = (await rollcallJson(home, 'scim', 'connect', '--provider', 'generic')).token;
});
afterAll(async () => {
  await product?.stop();
  await home?.remove();
});
beforeEach(async () => {
  client = scimClient(`${home.url}/scim/v2`, token);
  group = (await client.post('/Groups', { displayName: `Group ${Math.random()}`, members: listed(['before-1', 'before-2']) })).body.id;
});

const members = async (): Promise<string[]> =>
  ((await client.get(`/Groups/${group}?attributes=members.value`)).body.members ?? []).map(({ value }: { value: string }) => value);

/** Sends the list, and kills when some of it is done. */
async function killedInTheMiddle(kill: () => Promise<void>): Promise<void> {
  const put = client.put(`/Groups/${group}`, { displayName: group, members: listed(values) }).catch(() => 'unanswered');
  await eventually(async () => expect((await members()).length).toBeGreaterThan(500));
  await kill();
  expect(await put).toBe('unanswered'); // else the kill came too late
}

test('the product is killed: the next one finishes the list, and who wants to change the group comes after it', async () => {
  await killedInTheMiddle(() => product.kill());
  product = await startProduct(home);
  const [added, name] = await Promise.all([
    client.patch(`/Groups/${group}`, [{ op: 'add', path: 'members', value: listed(['after']) }]),
    client.patch(`/Groups/${group}`, [{ op: 'remove', path: 'members', value: listed(['person-7999']) }]),
  ]);
  expect([added.status, name.status]).toEqual([204, 204]);
  expect((await members()).sort()).toEqual([...values.slice(0, 7999), 'after'].sort());
});

test('so with everything killed at once: the product, the guard of its database, and the database', async () => {
  await killedInTheMiddle(async () => {
    for (const pid of [product.pid, await processNamed(home.dataDir, 'guard'), await processNamed(home.dataDir, 'mongod')]) endAtOnce(pid);
    await eventually(async () => expect(await processesOn(home.dataDir)).toEqual([]));
  });
  product = await startProduct(home);
  await eventually(async () => {
    const { displayName } = (await client.get(`/Groups/${group}?attributes=displayName`)).body;
    expect([displayName, (await members()).length]).toEqual([group, values.length]);
  }, 60_000);
  expect((await members()).sort()).toEqual([...values].sort());
});
