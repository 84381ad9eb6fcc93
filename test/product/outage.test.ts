/** Slack's events don't arrive for a while: `rollcall resync` finds what they would have said, and mends it. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createHome, type Home } from '../support/home.ts';
import { type Api, apiAs, becomes, usersSeen } from '../support/people-seen.ts';
import { type PracticeSlack, practiceSlack } from '../support/practice-slack.ts';
import { type Product, rollcall, rollcallJson, startProduct } from '../support/product.ts';

jest.setTimeout(60_000);

let home: Home;
let product: Product;
let slack: PracticeSlack;
let api: Api;

const at = (name: string): string => `${name}@larkspur.example`;
const nothing = { created: 0, deactivated: 0, reinstated: 0, changed: 0, channelsJoined: 0 };

beforeAll(async () => {
  home = await createHome();
  product = await startProduct(home);
  slack = await practiceSlack(home, product);
  api = apiAs(product.url, await slack.signIn('ingrid.solberg'));
  await slack.join('ana.kovac', 'inc-arm-drift');
  await slack.join('noor.aziz', 'inc-arm-drift');
  for (const name of ['ana.kovac', 'noor.aziz', 'wei.zhang', 'fatima.haddad']) await becomes(api, at(name), { status: 'active' });
});
afterAll(async () => {
  await product?.stop();
  await home?.remove();
});

test('with nothing missed it mends nothing', async () => {
  expect(await rollcallJson(home, 'resync')).toMatchObject({ members: 12, ...nothing });
});

test('people were deactivated, changed and joined, and a channel was made, without an event: all is found, and said', async () => {
  const before = await usersSeen(api);
  const id = async (handle: string): Promise<string> => (await slack.person(handle)).id;
  await slack.fault('event:*', { drop: true }, 1000);
  await slack.does('deactivate', { user: await id('ana.kovac') });
  await slack.does('deactivate', { user: await id('noor.aziz') });
  await slack.does('changeProfile', { user: await id('wei.zhang'), title: 'Night shift' });
  await slack.join('tomas.herrera', 'inc-arm-drift');
  await slack.does('createChannel', { user: await id('oliver.grant'), name: 'incident-unheard' });
  await slack.does('clearFaults', {});
  expect(await usersSeen(api)).toEqual(before);

  await slack.fault('users.list', { status: 429, retryAfter: 1 });
  const report = await rollcallJson(home, 'resync');
  expect(report).toMatchObject({ created: 2, deactivated: 2, reinstated: 0, changed: 1, channelsJoined: 1 });
  for (const name of ['ana.kovac', 'noor.aziz']) await becomes(api, at(name), { status: 'deactivated', seats: [] });
  for (const name of ['tomas.herrera', 'oliver.grant']) await becomes(api, at(name), { status: 'active', seats: ['viewer'] });
  await becomes(api, at('wei.zhang'), { title: 'Night shift' });
  expect(await rollcallJson(home, 'resync')).toMatchObject(nothing);
});

test('X1: the audit says that the comparison did it', async () => {
  const entries = await rollcallJson(home, 'audit', '--user', at('ana.kovac'));
  const cause = { type: 'mirror', id: expect.any(String) };
  expect(entries).toContainEqual(expect.objectContaining({ action: 'user.deactivated', rule: 'A1', cause }));
});

test('in words, and while Slack refuses with its word, in a line and exit 1', async () => {
  await slack.does('reactivate', { user: (await slack.person('ana.kovac')).id });
  await becomes(api, at('ana.kovac'), { status: 'active' });
  const said = await rollcall(home, 'resync');
  expect([said.code, said.out]).toEqual([0, expect.stringMatching(/deactivated\s+0/)]);
  await slack.fault('users.list', { error: 'missing_scope' });
  const { code, err } = await rollcall(home, 'resync');
  expect([code, err]).toEqual([1, expect.stringMatching(/^Slack could not be compared: .*missing_scope/m)]);
});

test('the next start finds it by itself', async () => {
  await slack.fault('event:*', { drop: true }, 1000);
  await slack.does('deactivate', { user: (await slack.person('tomas.herrera')).id });
  expect(await product.stop()).toMatchObject({ code: 0 });
  product = await startProduct(home);
  await becomes(api, at('tomas.herrera'), { status: 'deactivated' });
});
