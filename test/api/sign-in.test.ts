/** Sign in with Slack over real HTTP: openid-client against the practice workspace's issuer. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changeSetting } from '../../src/provisioning/change-settings.ts';
import { recordSlackMember } from '../../src/provisioning/record-slack-member.ts';
import { operator } from '../support/facts.ts';
import { clientOf, cookiesOf, personNamed, type Rig, signInAtSlack, startRig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
afterAll(() => rig.close(), 30_000);

const get = (path: string, cookie = '') =>
  fetch(path.startsWith('http') ? path : rig.url + path, { redirect: 'manual', headers: { cookie } });

const memberOf = (name: string) => {
  const { id, realName, email } = personNamed(rig.sandbox, name);
  return {
    id,
    name: realName,
    email,
    emailConfirmed: true,
    title: null,
    guest: false,
    primaryOwner: false,
    forgotten: false,
    deleted: false,
  };
};

describe('E2: signing in makes a user', () => {
  test('at once, with a session that says who they are', async () => {
    const cookie = await rig.signIn('Ana Kovač');
    const { status, body } = await rig.call('GET', '/api/v1/me', { cookie });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: {
        name: 'Ana Kovač',
        email: 'ana.kovac@larkspur.example',
        baseRole: 'standard',
        status: 'active',
        slackUserId: memberOf('Ana Kovač').id,
      },
      permissions: ['use_product', 'view_settings'],
      organization: { name: 'Larkspur Robotics' },
      sandboxUrl: rig.sandbox.url,
    });
    const { why } = (await rig.call('GET', `/api/v1/users/${body.user.id}`, { cookie })).body;
    expect(why.map(({ about }: { about: string }) => about)).toEqual(expect.arrayContaining(['status', 'role', 'seats']));
  });

  test('of somebody known only the arrival is new: what the claims leave out stays as Slack said it', async () => {
    const wei = { ...memberOf('Wei Zhang'), updated: 2_000_000_000, title: 'Principal engineer', primaryOwner: false };
    await rig.commit(recordSlackMember(wei, null));
    const cookie = await rig.signIn('Wei Zhang');
    expect((await rig.call('GET', '/api/v1/me', { cookie })).body.user).toMatchObject({ title: 'Principal engineer' });
    const stored = await rig.db.collection('slackMembers').findOne({ org: rig.org, id: wei.id });
    expect(stored).toMatchObject({ updated: 2_000_000_000, signedIn: { cause: { type: 'sign_in' } } });
  });

  test('of somebody known as deactivated without a stamp brings nobody back (A7)', async () => {
    const tomas = { ...memberOf('Tomás Herrera'), updated: 0, deleted: true };
    await rig.commit(recordSlackMember(tomas, 'joined'));
    const { callback, cookie } = await signInAtSlack(rig.url, rig.sandbox, 'Tomás Herrera');
    expect((await get(callback, cookie)).status).toBe(403);
  });

  test('twice at once makes one user (E7)', async () => {
    await Promise.all([rig.signIn('Noor Aziz'), rig.signIn('Noor Aziz')]);
    expect(await rig.db.collection('users').countDocuments({ org: rig.org, slackMemberId: memberOf('Noor Aziz').id })).toBe(1);
  });
});

describe('who is let in nowhere', () => {
  test('A7: somebody deactivated stays so, and is told the rule and the way out', async () => {
    const jonas = { ...memberOf('Jonas Becker'), updated: 2_000_000_000 };
    await rig.commit(recordSlackMember(jonas, 'joined'));
    await rig.commit(recordSlackMember({ ...jonas, deleted: true, updated: 2_000_000_001 }, null));
    const { callback, cookie } = await signInAtSlack(rig.url, rig.sandbox, 'Jonas Becker');
    const page = await get(callback, cookie);
    expect(page.status).toBe(403);
    expect(await page.text()).toMatch(/deactivated.*Slack.*reactivates.*Rule A1/s);
    expect(cookiesOf(page, 'rollcall_session')).toBeNull();
  });

  test('somebody of a workspace that is not known here', async () => {
    const { callback, cookie } = await signInAtSlack(rig.url, rig.sandbox, 'Kaito Mori');
    const page = await get(callback, cookie);
    expect([page.status, await page.text()]).toEqual([403, expect.stringContaining('Your Slack workspace isn’t known here')]);
    expect(await rig.db.collection('slackMembers').findOne({ org: rig.org, id: memberOf('Kaito Mori').id })).toBeNull();
  });

  test('E5: a guest where guests are off', async () => {
    await rig.commit(changeSetting(operator, 'guests', 'off'));
    await rig.commit(recordSlackMember({ ...memberOf('Sam Whitaker'), guest: true, updated: 1 }, null));
    const { callback, cookie } = await signInAtSlack(rig.url, rig.sandbox, 'Sam Whitaker');
    expect(await (await get(callback, cookie)).text()).toContain('Rule E5');
  });
});

describe('the state', () => {
  test('is good once', async () => {
    const { callback, cookie } = await signInAtSlack(rig.url, rig.sandbox, 'Ana Kovač');
    expect((await get(callback, cookie)).status).toBe(303);
    const again = await get(callback, cookie);
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining('no longer open')]);
  });

  test('is good in the browser that began only', async () => {
    const { callback } = await signInAtSlack(rig.url, rig.sandbox, 'Ana Kovač');
    expect((await get(callback)).status).toBe(400);
    const { cookie } = await signInAtSlack(rig.url, rig.sandbox, 'Wei Zhang');
    expect((await get(callback, cookie)).status).toBe(400);
  });

  test('leads back to where one came from, and to nowhere else', async () => {
    const begun = await get('/auth/slack?to=/users/1');
    expect(cookiesOf(begun, 'rollcall_sign_in')).not.toBeNull();
    expect(begun.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
    expect(begun.headers.get('location')).not.toContain('code_challenge');
  });

  test('what Slack declines is said in plain words', async () => {
    const begun = await get('/auth/slack');
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state');
    const page = await get(`/auth/slack/callback?error=access_denied&state=${state}`, cookiesOf(begun, 'rollcall_sign_in') ?? '');
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('cancelled')]);
  });
});

describe('an issuer that fails', () => {
  test('a code that Slack refuses (200 with ok: false) is a plain page, and its word is in the log', async () => {
    const begun = await get('/auth/slack');
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state');
    const page = await get(`/auth/slack/callback?code=nonsense&state=${state}`, cookiesOf(begun, 'rollcall_sign_in') ?? '');
    const text = await page.text();
    expect([page.status, text]).toEqual([502, expect.stringContaining('Slack didn’t finish the sign-in')]);
    const id = page.headers.get('x-request-id') ?? 'none';
    expect(text).toContain(id);
    expect(rig.logged.find((line) => line.includes(id) && line.includes('sign-in failed'))).toBeDefined();
  });

  test('one that cannot be reached is a plain page, and works again when it can be', async () => {
    const broken = createServer((_req, res) => void res.writeHead(500).end());
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(broken.address() as AddressInfo).port}`;
    const url = await rig.another({ signIn: { ...clientOf(rig.sandbox), issuer } });
    const page = await get(`${url}/auth/slack`);
    expect([page.status, await page.text()]).toEqual([502, expect.stringContaining('Try again')]);
    broken.removeAllListeners('request').on('request', (_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(
        JSON.stringify({
          issuer,
          authorization_endpoint: `${issuer}/a`,
          token_endpoint: `${issuer}/t`,
          code_challenge_methods_supported: ['S256'],
        }),
      );
    });
    const begun = await get(`${url}/auth/slack`);
    expect(begun.headers.get('location')).toContain('code_challenge_method=S256');
    broken.close();
    broken.closeAllConnections();
  });

  test('without a client the page says which variables are missing', async () => {
    const url = await rig.another({ signIn: null });
    expect(await (await get(`${url}/auth/slack`)).text()).toContain('SLACK_CLIENT_ID');
  });

  test('who comes by another name of the server is sent to the public one first', async () => {
    const elsewhere = rig.url.replace('127.0.0.1', 'localhost');
    expect((await get(`${elsewhere}/auth/slack`)).headers.get('location')).toBe(`${rig.url}/auth/slack?again=1`);
  });
});

describe('sessions', () => {
  test('only a hash is kept', async () => {
    const cookie = await rig.signIn('Ana Kovač');
    const id = cookie.split('=')[1] ?? '';
    expect(Buffer.from(id, 'base64url')).toHaveLength(32);
    const kept = JSON.stringify(await rig.db.collection('sessions').find({}).toArray());
    expect(kept).not.toContain(id);
    expect(rig.logged.join()).not.toContain(id);
  });

  test('end with signing out', async () => {
    const cookie = await rig.signIn('Ana Kovač');
    expect((await rig.call('POST', '/auth/sign-out', { cookie })).status).toBe(204);
    expect((await rig.call('GET', '/api/v1/me', { cookie })).status).toBe(401);
  });

  test('end after seven days', async () => {
    const cookie = await rig.signIn('Ana Kovač');
    const before = rig.clock.now;
    rig.clock.now = new Date(before.getTime() + 7 * 24 * 3600_000);
    expect((await rig.call('GET', '/api/v1/me', { cookie })).status).toBe(401);
    rig.clock.now = before;
  });

  test('A6: end with being deactivated, and stay ended when the person comes back', async () => {
    const oliver = { ...memberOf('Oliver Grant'), updated: 2_000_000_000 };
    await rig.commit(recordSlackMember(oliver, null));
    const cookie = await rig.signIn('Oliver Grant');
    expect((await rig.call('GET', '/api/v1/me', { cookie })).status).toBe(200);
    await rig.commit(recordSlackMember({ ...oliver, deleted: true, updated: 2_000_000_001 }, null));
    expect((await rig.call('GET', '/api/v1/me', { cookie })).status).toBe(401);
    await rig.commit(recordSlackMember({ ...oliver, updated: 2_000_000_002 }, null));
    expect((await rig.call('GET', '/api/v1/me', { cookie })).status).toBe(401);
    rig.clock.now = new Date(rig.clock.now.getTime() + 1);
    expect((await rig.call('GET', '/api/v1/me', { cookie: await rig.signIn('Oliver Grant') })).status).toBe(200);
  });
});
