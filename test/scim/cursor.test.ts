import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ScimServer, startScim } from '../support/scim.ts';
import { type Answer, type Loose, type ScimClient, scimClient } from '../support/scim-client.ts';

let scim: ScimServer;
beforeAll(async () => {
  scim = await startScim({ listedMembers: 3 });
}, 120_000);
afterAll(() => scim.close());

const freshClient = async (): Promise<ScimClient> => scimClient(scim.baseUrl, (await scim.organization()).token);
const createUsers = async (client: ScimClient, names: string[]): Promise<void> => {
  for (const userName of names) await client.post('/Users', { userName, title: `title ${userName.length % 3}` });
};
const letters = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `p${String.fromCharCode(97 + ((n * 7) % 26))}${'x'.repeat(n % 5)}`);
const named = ({ userName, displayName }: Loose): string => userName ?? displayName;
const join = (path: string, more: string): string => `${path}${path.includes('?') ? '&' : '?'}${more}`;

/** All pages of a list. @param between is called after each page */
async function pagesOf(
  client: ScimClient,
  path: string,
  count: number,
  between: (page: number) => Promise<unknown> = async () => undefined,
): Promise<Loose[]> {
  const pages: Loose[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { status, body }: Answer = await client.get(join(path, `cursor=${cursor}&count=${count}`));
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('startIndex');
    expect(body).not.toHaveProperty('previousCursor');
    expect(body.itemsPerPage).toBe(body.Resources.length);
    pages.push(body);
    await between(pages.length);
    cursor = body.nextCursor;
  }
  return pages;
}

const namesOf = (pages: Loose[]): string[] => pages.flatMap(({ Resources }) => Resources.map(named));

describe('paging by cursor (RFC 9865)', () => {
  test.each([
    '/Users',
    '/Users?sortBy=userName',
    '/Users?sortBy=userName&sortOrder=descending',
    '/Users?sortBy=title&sortOrder=descending',
    '/Users?filter=userName%20co%20%22x%22',
    '/Users?filter=userName%20co%20%22x%22&sortBy=userName&sortOrder=descending',
    '/Groups?sortBy=displayName&excludedAttributes=members',
    '/?attributes=userName,displayName',
    '/?sortBy=displayName&attributes=userName,displayName',
  ])('%s: the same as by index, whatever the size of the page', async (path) => {
    const client = await freshClient();
    await createUsers(client, letters(13));
    for (const displayName of ['gb', 'ga', 'gd', 'gc']) await client.post('/Groups', { displayName });
    const all = (await client.get(path)).body;
    for (const count of [1, 4, 5, 100]) {
      const pages = await pagesOf(client, path, count);
      expect(namesOf(pages)).toEqual(all.Resources.map(named));
      for (const page of pages) expect(page.totalResults).toBe(all.totalResults);
      expect(pages).toHaveLength(Math.max(1, Math.ceil(all.totalResults / count)));
    }
  });

  test.each(['/Users', '/Users?sortBy=userName', '/Users?sortBy=title'])(
    '%s: loses and repeats nobody while others are created and deleted',
    async (path) => {
      const client = await freshClient();
      const names = Array.from({ length: 24 }, (_, n) => `m${String((n * 5) % 24).padStart(2, '0')}`);
      await createUsers(client, names);
      const all = (await client.get(path)).body.Resources;
      const doomed = new Set<string>();
      const pages = await pagesOf(client, path, 5, async (page) => {
        // The last of each page, whom the cursor stands for, and one of those to come; and others before and after.
        for (const gone of [all[page * 5 - 1], all[page * 5 + 2]]) {
          if (!gone) continue;
          doomed.add(gone.userName);
          await client.delete(`/Users/${gone.id}`);
        }
        await createUsers(client, [`a${page}`, `z${page}`]);
      });
      const seen = namesOf(pages);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(names.filter((name) => !doomed.has(name))));
    },
  );

  test('a page that ends early after many members goes on from there', async () => {
    const client = await freshClient();
    for (const n of [1, 2, 3, 4, 5])
      await client.post('/Groups', { displayName: `G${n}`, members: [{ value: `${n}a` }, { value: `${n}b` }] });
    for (const path of ['/Groups', '/Groups?sortBy=displayName&sortOrder=descending', '/Groups?sortBy=externalId']) {
      const pages = await pagesOf(client, path, 5);
      expect(pages.map(({ itemsPerPage }) => itemsPerPage)).toEqual([2, 2, 1]);
      expect(namesOf(pages).sort()).toEqual(['G1', 'G2', 'G3', 'G4', 'G5']);
    }
  });

  test('nobody, and no count of them', async () => {
    const client = await freshClient();
    expect((await client.get('/Users?cursor')).body).toMatchObject({ totalResults: 0, itemsPerPage: 0, Resources: [] });
    await createUsers(client, ['one', 'two']);
    const none = (await client.get('/Users?cursor=&count=0')).body;
    expect(none).toMatchObject({ totalResults: 2, itemsPerPage: 0, Resources: [] });
    expect(none).not.toHaveProperty('nextCursor');
    expect((await client.get('/Users?cursor=&count=-3')).body.itemsPerPage).toBe(0);
  });

  test('a search; a page without a count has that of the first; any server takes the cursor', async () => {
    const org = await scim.organization();
    const [client, peer] = [scimClient(scim.baseUrl, org.token), scimClient(await scim.peer(), org.token)];
    await createUsers(client, ['a', 'b', 'c']);
    const search = { filter: 'userName pr', sortBy: 'userName' };
    const first = (await client.post('/Users/.search', { ...search, cursor: '', count: 2 })).body;
    const second = (await peer.post('/Users/.search', { ...search, cursor: first.nextCursor })).body;
    expect([namesOf([first]), namesOf([second])]).toEqual([['a', 'b'], ['c']]);
    expect(second).not.toHaveProperty('nextCursor');
  });

  test('a cursor is good for its own query, organization and count', async () => {
    const [client, stranger] = [await freshClient(), await freshClient()];
    await createUsers(client, ['a', 'b', 'c']);
    await createUsers(stranger, ['a', 'b', 'c']);
    const { nextCursor } = (await client.get('/Users?cursor=&count=1&sortBy=userName')).body;
    const use = (path: string, by = client): Promise<Answer> => by.get(join(path, `cursor=${nextCursor}`));
    expect(await use('/Users?sortBy=userName&count=1')).toMatchObject({ status: 200, body: { Resources: [{ userName: 'b' }] } });
    const invalidCursor = { status: 400, body: { status: '400', scimType: 'invalidCursor' } };
    for (const path of [
      '/Users',
      '/Groups?sortBy=userName',
      '/?sortBy=userName',
      '/Users?sortBy=title',
      '/Users?sortBy=userName&sortOrder=descending',
      '/Users?sortBy=userName&filter=title%20pr',
    ])
      expect(await use(path)).toMatchObject(invalidCursor);
    expect(await use('/Users?sortBy=userName&count=1', stranger)).toMatchObject(invalidCursor);
    for (const cursor of ['x', `${nextCursor}A`, nextCursor.slice(1), '%00'])
      expect(await client.get(`/Users?sortBy=userName&cursor=${cursor}`)).toMatchObject(invalidCursor);
    for (const count of ['2', '1001', 'many'])
      expect(await use(`/Users?sortBy=userName&count=${count}`)).toMatchObject({ status: 400, body: { scimType: 'invalidCount' } });
    expect(await client.get('/Users?cursor=&count=1001')).toMatchObject({ status: 400, body: { scimType: 'invalidCount' } });
  });

  test('a cursor that has waited too long is expired', async () => {
    const client = await freshClient();
    await createUsers(client, ['a', 'b']);
    const { nextCursor } = (await client.get('/Users?cursor=&count=1')).body;
    const { cursorTimeout } = (await client.get('/ServiceProviderConfig')).body.pagination;
    const { now } = scim.means;
    scim.means.now = () => new Date(Date.now() + (cursorTimeout + 60) * 1000);
    const late = await client.get(`/Users?cursor=${nextCursor}`);
    scim.means.now = now;
    expect(late).toMatchObject({ status: 400, body: { scimType: 'expiredCursor' } });
    expect((await client.get(`/Users?cursor=${nextCursor}`)).status).toBe(200);
  });

  test('paging by index stays the default, and the config says what there is', async () => {
    const client = await freshClient();
    await createUsers(client, ['a', 'b']);
    const page = (await client.get('/Users?count=1')).body;
    expect(page).toMatchObject({ startIndex: 1, itemsPerPage: 1 });
    expect(page).not.toHaveProperty('nextCursor');
    expect((await client.get('/ServiceProviderConfig')).body.pagination).toEqual({
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: 100,
      maxPageSize: 1000,
      cursorTimeout: 3600,
    });
  });
});
