/** What goes wrong around the product: its environment, its database, what it is sent, and being stopped. */
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createHome, endAtOnce, freePort, type Home, processesOn, processNamed } from '../support/home.ts';
import { type Api, apiAs, becomes, sameUsers, usersOfShell, usersSeen } from '../support/people-seen.ts';
import { type PracticeSlack, practiceSlack } from '../support/practice-slack.ts';
import { eventually, type Product, ready, rollcallJson, runProduct, startProduct } from '../support/product.ts';
import { type ScimClient, scimClient, userNamesOf } from '../support/scim-client.ts';

jest.setTimeout(60_000);

const at = (name: string): string => `${name}@larkspur.example`;
const userNamed = (userName: string) => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName, active: true });
const linesOf = (text: string): string[] => text.trim().split('\n');

describe('an environment that is wrong', () => {
  test('is told in one line a variable on standard error, exit 1, and nothing is started', async () => {
    const wrong = { PORT: '99999', LOG_LEVEL: 'loud', PUBLIC_URL: 'rollcall', SLACK_BOT_TOKEN: 'nonsense', MONGODB_URI: 'localhost' };
    const { code, out, err } = await runProduct({ ...wrong, SESSION_SECRET: 'short' });
    expect([code, out]).toEqual([1, '']);
    const named = linesOf(err).map((line) => line.split(' ', 1)[0] ?? '');
    expect(named.sort()).toEqual([...Object.keys(wrong), 'ENCRYPTION_KEY', 'SESSION_SECRET', 'SLACK_SIGNING_SECRET'].sort());
    expect(err).not.toMatch(/nonsense|short\b|^ {4}at /m);
  });
});

describe('with its own database', () => {
  let home: Home;
  let product: Product;
  let slack: PracticeSlack;
  let api: Api;
  let scim: ScimClient;
  let token: string;

  beforeAll(async () => {
    home = await createHome();
    product = await startProduct(home);
    slack = await practiceSlack(home, product);
    api = apiAs(product.url, await slack.signIn('ingrid.solberg'));
    ({ token } = await rollcallJson(home, 'scim', 'connect', '--provider', 'okta'));
    scim = scimClient(`${product.url}/scim/v2`, token);
    for (const name of ['wei.zhang', 'mateo.ruiz', 'fatima.haddad']) await becomes(api, at(name), { status: 'active' });
  });
  afterAll(async () => {
    await product?.stop();
    await home?.remove();
  });

  test('a second one on the same data directory is told that it is in use, and the first goes on', async () => {
    const { code, out, err } = await runProduct({ ...home.env, PORT: String(await freePort()) });
    expect([code, out, linesOf(err).length]).toEqual([1, '', 1]);
    expect(err).toContain(`${home.dataDir} is in use by another Rollcall (process ${product.pid})`);
    await ready(product.url, 0);
  });

  test('one on the same port is told that it is taken, and leaves nothing running', async () => {
    const other = await createHome({ PORT: String(home.port) });
    const { code, err } = await runProduct(other.env);
    expect([code, linesOf(err)]).toEqual([1, [expect.stringMatching(/^The port is taken/)]]);
    await eventually(async () => expect(await processesOn(other.dataDir)).toEqual([]));
    await other.remove();
  });

  test('malformed JSON is 400, a wrong token 401, a wrong signature 401, and nothing changes', async () => {
    const state = async () => [await usersSeen(api), await rollcallJson(home, 'audit'), (await scim.get('/Users')).body];
    const before = await state();
    const half = '{"schemas": [';
    const stranger = scimClient(`${product.url}/scim/v2`, `${token}x`);
    const join = await slack.joinEvent('noor.aziz', 'inc-arm-drift');
    const now = Math.floor(Date.now() / 1000);

    expect(await scim.send('POST', '/Users', half)).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax', status: '400' } });
    expect(await stranger.post('/Users', userNamed('x'))).toMatchObject({ status: 401, body: { status: '401' } });
    expect(await stranger.send('POST', '/Users', half)).toMatchObject({ status: 401 });
    expect((await fetch(`${product.url}/scim/v2/Users`)).status).toBe(401);

    expect((await slack.send({}, { body: half })).status).toBe(400);
    expect((await slack.send(join, { secret: 'not the secret' })).status).toBe(401);
    expect((await slack.send(join, { headers: { 'x-slack-signature': '' } })).status).toBe(401);
    for (const at of [now - 310, now + 310]) expect((await slack.send(join, { at })).status).toBe(401);
    expect((await slack.send({}, { body: half, secret: 'not the secret' })).status).toBe(401);

    expect(await api('POST', '/scim/connect', half)).toMatchObject({ status: 400, body: { status: 400 } });
    expect(await apiAs(product.url, 'rollcall_session=nonsense')('POST', '/scim/uninstall', {})).toMatchObject({ status: 401 });
    expect(await apiAs(product.url)('POST', '/scim/uninstall', {})).toMatchObject({ status: 401 });
    expect(await state()).toEqual(before);
  });

  test('an event about a member or a channel that Slack does not know is dropped, and those after it are heard', async () => {
    const known = await slack.joinEvent('ana.kovac', 'inc-arm-drift');
    for (const change of [{ user: 'U0NOBODY00' }, { channel: 'C0NOWHERE0' }, { user: '' }])
      expect((await slack.send({ ...known, ...change })).status).toBe(200);
    expect((await slack.send(known)).status).toBe(200);
    await becomes(api, at('ana.kovac'), { status: 'active' });
    expect((await usersSeen(api)).size).toBe(5);
  });

  test('the shell works beside it', async () => {
    expect(await usersOfShell(home)).toEqual(sameUsers(await usersSeen(api)));
  });

  test('its mongod is killed: 503 at worst, and it recovers; what was answered with success is there, once', async () => {
    const answers = new Map<string, number>();
    const killed = await processNamed(home.dataDir, 'mongod');
    const restarted = async () => (await processNamed(home.dataDir, 'mongod').catch(() => killed)) !== killed;
    for (let after = 0; after < 5; ) {
      const name = `during-${answers.size}`;
      const sent = scim.post('/Users', userNamed(name));
      if (answers.size === 5) endAtOnce(killed);
      answers.set(name, (await sent).status);
      if (answers.get(name) !== 201) await sleep(50); // as a client would that is asked to come again
      if (answers.size > 5 && answers.get(name) === 201 && (await restarted())) after++;
    }
    const odd = [...answers].filter(([, status]) => status !== 201 && status !== 503);
    const logged = product
      .out()
      .split('\n')
      .filter((line) => line.includes('"level":50'));
    expect({ odd, logged: odd.length > 0 ? logged : [] }).toEqual({ odd: [], logged: [] });
    await ready(product.url);
    for (const [name, status] of answers) {
      const again = (await scim.post('/Users', userNamed(name))).status;
      expect([name, status, again]).toEqual([name, status, status === 201 ? 409 : expect.any(Number)]);
    }
    expect(await userNamesOf(scim)).toEqual([...answers.keys()].sort());
    await slack.join('tomas.herrera', 'inc-arm-drift');
    await becomes(api, at('tomas.herrera'), { status: 'active' });
  });

  test('SIGTERM: the request under way is finished, it exits 0 within seconds, and nothing is left running', async () => {
    const slow = await slowPost(`${product.url}/scim/v2/Users`, token, JSON.stringify(userNamed('in-flight')));
    const stopping = product.stop();
    await eventually(() => expect(fetch(`${product.url}/healthz`)).rejects.toThrow());
    expect(await slow.finish()).toBe(201);
    const { code, signal, ms } = await stopping;
    expect({ code, signal, soon: ms < 8000 }).toEqual({ code: 0, signal: null, soon: true });
    expect(await processesOn(home.dataDir)).toEqual([]);
  });

  test('with everything stopped the shell starts the database for its command, and stops it again', async () => {
    const status = await rollcallJson(home, 'scim', 'status');
    expect(status).toMatchObject({ state: 'mapping' });
    expect([...(await usersOfShell(home)).keys()]).toContain(at('tomas.herrera'));
    expect(await processesOn(home.dataDir)).toEqual([]);
  });

  test('and then it starts again, with what was there', async () => {
    product = await startProduct(home);
    expect((await scim.get(`/Users?filter=${encodeURIComponent('userName eq "in-flight"')}`)).body.totalResults).toBe(1);
    expect(product.out()).toMatch(/Dashboard .*\n.*SCIM .*\n/);
  });
});

/** A request whose body is only half sent. @returns what sends the rest, and gives the answer's status */
async function slowPost(url: string, token: string, body: string): Promise<{ finish(): Promise<number> }> {
  const headers = {
    ...{ authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    ...{ 'content-length': String(Buffer.byteLength(body)), expect: '100-continue' },
  };
  const sent = request(url, { method: 'POST', headers });
  const answered = new Promise<number>((resolve, reject) => {
    sent.on('response', (answer) => resolve(answer.resume().statusCode ?? 0));
    sent.on('error', reject);
  });
  sent.flushHeaders();
  await new Promise((resolve) => sent.once('continue', resolve)); // the product has it
  sent.write(body.slice(0, 10));
  return {
    finish: () => {
      sent.end(body.slice(10));
      return answered;
    },
  };
}
