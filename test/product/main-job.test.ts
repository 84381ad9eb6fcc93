/** The main job, from outside: the product as a process of its own, Slack and the IdP over HTTP. Each test goes on where the one before it ended. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createHome, type Home } from '../support/home.ts';
import {
  type Api,
  apiAs,
  becomes,
  essence,
  sameUsers,
  usersOfShell,
  usersSeen,
  whatHappened,
  whatWasShown,
} from '../support/people-seen.ts';
import { type PracticeSlack, practiceSlack } from '../support/practice-slack.ts';
import { eventually, type Product, rollcall, rollcallJson, startProduct } from '../support/product.ts';
import { type ScimClient, scimClient } from '../support/scim-client.ts';

jest.setTimeout(60_000);

let home: Home;
let product: Product;
let slack: PracticeSlack;
let api: Api;
let scim: ScimClient;

const at = (name: string): string => `${name}@larkspur.example`;
const names = async (): Promise<string[]> => [...(await usersSeen(api)).values()].map(({ name }) => name).sort();

beforeAll(async () => {
  home = await createHome();
  product = await startProduct(home);
  slack = await practiceSlack(home, product);
  api = apiAs(product.url, await slack.signIn('ingrid.solberg'));
});
afterAll(async () => {
  await product?.stop();
  await home?.remove();
});

describe('Slack', () => {
  test('E2, P9: who signs in becomes a user, the primary owner an owner', async () => {
    expect((await api('GET', '/me')).body.user).toMatchObject({ email: at('ingrid.solberg'), baseRole: 'owner', status: 'active' });
  });

  test('E6: whoever was in the incident channels before us is a user, the bot and the stranger there are not (E5)', async () => {
    await eventually(async () => expect(await names()).toEqual(['Fatima Haddad', 'Ingrid Solberg', 'Mateo Ruiz', 'Wei Zhang']));
  });

  test('E1: a join in an incident channel makes a user, one in another channel none', async () => {
    expect((await slack.send(await slack.joinEvent('jonas.becker', 'robot-gossip'))).status).toBe(200);
    await slack.join('ana.kovac', 'inc-arm-drift');
    await becomes(api, at('ana.kovac'), { name: 'Ana Kovač', status: 'active', baseRole: 'standard', seats: ['viewer'], linked: null });
    await slack.join('jonas.becker', 'robot-gossip');
  });

  test('E7: duplicate and concurrent joins make one, with one entry in the audit (X1)', async () => {
    await slack.fault('event:member_joined_channel', { repeat: true });
    const event = await slack.joinEvent('noor.aziz', 'inc-telemetry-lag');
    const sent = Array.from({ length: 20 }, () => slack.send(event));
    const answers = await Promise.all([slack.join('noor.aziz', 'inc-telemetry-lag'), ...sent, slack.signIn('noor.aziz')]);
    expect(answers.slice(1, 21).map((answer) => (answer as Response).status)).toEqual(Array(20).fill(200));
    await becomes(api, at('noor.aziz'), { status: 'active' });
    const created = (await rollcallJson(home, 'audit', '--user', at('noor.aziz'))).filter(
      ({ action }: { action: string }) => action === 'user.created',
    );
    expect(created).toEqual([expect.objectContaining({ rule: expect.stringMatching(/^E[12]$/), before: null })]);
  });

  test('an event that is sent again with its event_id runs once', async () => {
    const eventId = 'EvSENTAGAIN1';
    expect((await slack.send(await slack.joinEvent('tomas.herrera', 'inc-arm-drift'), { eventId })).status).toBe(200);
    await becomes(api, at('tomas.herrera'), { status: 'active' });
    const headers = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
    // Slack's redelivery says the same; only one that said something else could show whether it was looked at
    const other = await slack.joinEvent('priya.raman', 'inc-arm-drift');
    expect((await slack.send(other, { eventId, headers })).status).toBe(200);
    expect((await slack.send(await slack.joinEvent('ana.kovac', 'inc-arm-drift'))).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await names()).not.toContain('Priya Raman');
  });

  test('E5: a bot, and a stranger from a Slack Connect organization, are heard and become nobody', async () => {
    const { id: channel } = await slack.channel('inc-arm-drift');
    const stranger = (await slack.person('kaito.mori')).id;
    await slack.does('leave', { user: stranger, channel });
    await slack.does('join', { user: stranger, channel });
    await slack.join('deploybot', 'inc-telemetry-lag');
    const told = async () => (await slack.view()).deliveries.filter(({ name }) => name === 'member_joined_channel').slice(0, 2);
    await eventually(async () => expect((await told()).map(({ status }) => status)).toEqual([200, 200]));
    expect(await names()).toEqual([
      'Ana Kovač',
      'Fatima Haddad',
      'Ingrid Solberg',
      'Mateo Ruiz',
      'Noor Aziz',
      'Tomás Herrera',
      'Wei Zhang',
    ]);
  });

  test('E6, E5: a channel that is renamed to inc-… is joined, and those in it become users, a guest too', async () => {
    const { id: channel } = await slack.channel('robot-gossip');
    await slack.does('renameChannel', { channel, name: 'inc-robots' });
    await becomes(api, 'sam@fieldworks.example', { name: 'Sam Whitaker', status: 'active', baseRole: 'standard' });
    await eventually(async () =>
      expect(await names()).toEqual([
        ...['Ana Kovač', 'Fatima Haddad', 'Ingrid Solberg', 'Jonas Becker', 'Mateo Ruiz', 'Noor Aziz', 'Oliver Grant', 'Sam Whitaker'],
        ...['Tomás Herrera', 'Wei Zhang'],
      ]),
    );
  });
});

/** Slack's people as the IdP has them: the emails' case differs; Ruth is in the IdP alone, Oliver and Sam in Slack alone. */
const pushed: Record<string, string> = {
  'Ingrid Solberg': 'Ingrid.Solberg@larkspur.example',
  'Mateo Ruiz': 'MATEO.RUIZ@larkspur.example',
  'Priya Raman': 'priya.raman@larkspur.example',
  'Fatima Haddad': 'fatima.haddad@LARKSPUR.example',
  'Ana Kovač': 'Ana.Kovac@larkspur.example',
  'Wei Zhang': 'wei.zhang@larkspur.EXAMPLE',
  'Tomás Herrera': 'tomas.herrera@larkspur.example',
  'Noor Aziz': 'noor.aziz@larkspur.example',
  'Jonas Becker': 'Jonas.Becker@larkspur.example',
  'Lena Fischer': 'lena.fischer@larkspur.example',
  'Ruth Adeyemi': 'ruth.adeyemi@larkspur.example',
};
const scimIds: Record<string, string> = {};
const idOf = (name: string): string => scimIds[name] ?? `nobody is ${name}`;

const pushUser = async (name: string, email: string): Promise<void> => {
  const [givenName, familyName] = name.split(' ');
  const { status, body } = await scim.post('/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    ...{ userName: email, externalId: `00u-${name}`, displayName: name, name: { givenName, familyName } },
    ...{ emails: [{ value: email, type: 'work', primary: true }], active: name !== 'Jonas Becker' },
  });
  expect([name, status]).toEqual([name, 201]);
  scimIds[name] = body.id;
};
const pushGroup = async (displayName: string, ...members: string[]): Promise<void> => {
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
  const answer = await scim.post('/Groups', { schemas, displayName, members: members.map((name) => ({ value: idOf(name) })) });
  expect([displayName, answer.status]).toEqual([displayName, 201]);
};
const setActive = async (name: string, active: boolean): Promise<void> => {
  const answer = await scim.patch(`/Users/${idOf(name)}`, [{ op: 'replace', path: 'active', value: active }]);
  expect([answer.status, answer.body.active]).toEqual([200, active]);
};

describe('SCIM', () => {
  test('I3: what the IdP pushes before confirming is stored, and changes nobody', async () => {
    await rollcallJson(home, 'role', 'set', at('noor.aziz'), 'admin');
    const before = await usersSeen(api);
    const { baseUrl, token } = await rollcallJson(home, 'scim', 'connect', '--provider', 'okta');
    expect(baseUrl).toBe(`${product.url}/scim/v2`);
    scim = scimClient(baseUrl, token);
    for (const [name, email] of Object.entries(pushed)) await pushUser(name, email);
    await pushGroup('Owners', 'Ingrid Solberg');
    await pushGroup('IT Admins', 'Mateo Ruiz', 'Priya Raman');
    await pushGroup('On-call primary', 'Wei Zhang', 'Ruth Adeyemi', 'Ana Kovač');
    await rollcallJson(home, 'mapping', 'add', '--group', 'Owners', '--role', 'owner');
    await rollcallJson(home, 'mapping', 'add', '--group', 'IT Admins', '--role', 'admin');
    await rollcallJson(home, 'on-call-group', 'add', '--group', 'On-call primary');
    expect(await usersSeen(api)).toEqual(before);
    expect(await rollcallJson(home, 'scim', 'status')).toMatchObject({ state: 'mapping', users: 11, groups: 3, pending: 0 });
  });

  test('I5, I6, L1: the preview, of the shell and of the API, is what confirming then does to everybody; emails link without case', async () => {
    const before = await usersSeen(api);
    const [shown, { body: preview }] = await Promise.all([rollcallJson(home, 'scim', 'preview'), api('POST', '/scim/preview', {})]);
    expect(whatWasShown(preview)).toEqual(whatWasShown(shown));
    expect(await usersSeen(api)).toEqual(before);
    expect((await api('POST', '/scim/confirm', { previewId: preview.id })).status).toBe(202);
    const status = await eventually(async () => {
      const { body } = await api('GET', '/scim');
      expect(body).toMatchObject({ state: 'installed', progress: null });
      return body;
    });
    const after = await usersSeen(api);
    const happened = whatHappened(before, after);
    expect(whatWasShown(preview)).toEqual(happened);
    const named = Object.fromEntries(Object.entries(happened).map(([list, all]) => [list, all.map(({ name }) => name)]));
    expect(named).toEqual({
      created: ['Lena Fischer', 'Priya Raman', 'Ruth Adeyemi'],
      linked: ['Ana Kovač', 'Fatima Haddad', 'Ingrid Solberg', 'Jonas Becker', 'Mateo Ruiz', 'Noor Aziz', 'Tomás Herrera', 'Wei Zhang'],
      promoted: ['Mateo Ruiz'],
      downgraded: ['Noor Aziz'],
      unlinked: ['Oliver Grant', 'Sam Whitaker'],
      deactivated: [],
      onCallSeats: ['Ana Kovač', 'Ruth Adeyemi', 'Wei Zhang'],
    });
    expect([...after.values()].filter(({ slackUserId, scimUserId }) => slackUserId && scimUserId)).toHaveLength(10);
    expect(after.get(at('lena.fischer'))).toMatchObject({ status: 'deactivated', linked: true, seats: [] }); // A1, S5
    expect(status).toMatchObject({ linked: 11, unlinked: 2 });
    expect(await usersOfShell(home)).toEqual(sameUsers(after));
  });

  test('E4, L4: a join of somebody whom the IdP does not know makes an Unlinked user', async () => {
    const { id: user } = await slack.does('invite', { realName: 'Mina Park', email: 'mina.park@larkspur.example' });
    await slack.does('join', { user, channel: (await slack.channel('inc-arm-drift')).id });
    await becomes(api, at('mina.park'), { status: 'active', linked: false, baseRole: 'standard' });
  });

  test('A1, P4: deactivated in the IdP stays active as Standard; deactivated in Slack becomes deactivated', async () => {
    await becomes(api, at('mateo.ruiz'), { status: 'active', baseRole: 'admin' });
    await setActive('Mateo Ruiz', false);
    await becomes(api, at('mateo.ruiz'), { status: 'active', baseRole: 'standard', linked: true });
    expect((await scim.get(`/Users/${idOf('Mateo Ruiz')}`)).body.active).toBe(false); // A5
    const { why } = await rollcallJson(home, 'user', at('mateo.ruiz'));
    expect(why).toContainEqual(expect.objectContaining({ about: 'role', rule: 'P4' }));
    expect(why).toContainEqual(expect.objectContaining({ about: 'status', rule: 'A1' }));
    await slack.does('deactivate', { user: (await slack.person('mateo.ruiz')).id });
    await becomes(api, at('mateo.ruiz'), { status: 'deactivated', baseRole: 'standard', seats: [] });
  });

  test('A2: who has no Slack account follows the IdP; A4: back again with what the rules give', async () => {
    await becomes(api, at('ruth.adeyemi'), { status: 'active', seats: ['on_call'] });
    await setActive('Ruth Adeyemi', false);
    await becomes(api, at('ruth.adeyemi'), { status: 'deactivated', seats: [] });
    await setActive('Ruth Adeyemi', true);
    await becomes(api, at('ruth.adeyemi'), { status: 'active', seats: ['on_call'] });
  });

  test('I8: uninstalling leaves everybody as they are, linked with nobody, and revokes the token', async () => {
    const before = await usersSeen(api);
    const refused = await rollcall(home, 'role', 'set', at('ana.kovac'), 'admin');
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('P3')]);
    await rollcallJson(home, 'scim', 'uninstall');
    const after = await usersSeen(api);
    const left = [...before].map(([email, user]) => [email, { ...user, linked: null, scimUserId: null }] as const);
    expect(after).toEqual(new Map(left));
    expect(new Set([...after.values()].map((user) => essence(user).linked))).toEqual(new Set([null]));
    await eventually(async () => expect((await scim.get('/Users')).status).toBe(401));
    await rollcallJson(home, 'role', 'set', at('ana.kovac'), 'admin');
    await becomes(api, at('ana.kovac'), { baseRole: 'admin' });
  });
});
