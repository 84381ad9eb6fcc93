/** Webhooks against a real endpoint that takes, fails, hangs, redirects and goes; in one process and in two. */
import { randomBytes } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pino from 'pino';
import { Webhook } from 'standardwebhooks';
import { createWebhookWorker, type WebhookWorker, type WebhookWorkerOptions } from '../../src/jobs/webhooks/worker.ts';
import { changeSeat } from '../../src/provisioning/by-hand.ts';
import type { Means } from '../../src/provisioning/means.ts';
import { createWebhookTargets, LOOPBACK } from '../../src/provisioning/webhook-targets.ts';
import {
  addWebhook,
  enableWebhook,
  newWebhook,
  newWebhookSecret,
  removeWebhook,
  rotateWebhookSecret,
} from '../../src/provisioning/webhooks.ts';
import type { Database } from '../../src/store/connection.ts';
import { createKeyring } from '../../src/store/keyring.ts';
import { listWebhooks } from '../../src/store/reads/webhooks.ts';
import { type DeliveryFilter, listDeliveries, replayDeliveries } from '../../src/store/webhook-deliveries.ts';
import { openTestDatabase } from '../support/database.ts';
import { holder, operator } from '../support/facts.ts';
import { eventually } from '../support/product.ts';
import { type RealCompany, realCompany } from '../support/real-company.ts';
import { startReceiver } from '../support/receiver.ts';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const keyring = createKeyring(['a key of at least thirty-two characters'], randomBytes);
const targets = createWebhookTargets(LOOPBACK);

let database: { db: Database; close(): Promise<void> };
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let co: RealCompany;
let means: Means;
let worker: WebhookWorker;
let later = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  receiver = await startReceiver();
}, 60_000);
afterAll(async () => {
  await receiver.close();
  await database.close();
});
beforeEach(async () => {
  await database.db.collection('webhooks').deleteMany({});
  later = 0;
  co = await realCompany(database.db);
  means = { ...co.means, now: () => new Date(Date.now() + later) };
  worker = process();
});
afterEach(() => worker.stop());

/** What delivers, as one process has it. */
const process = (change: Partial<WebhookWorkerOptions> = {}): WebhookWorker =>
  createWebhookWorker({ means, keyring, targets, log: pino({ level: 'silent' }), random: () => 0.5, ...change });

let paths = 0;
async function hook(events = ['user.*'], base = receiver.url) {
  const path = `/${++paths}`;
  const { secret, kept } = newWebhook(means, keyring, targets, { url: base + path, events });
  await co.commit(addWebhook(operator, kept));
  return { id: kept.id, secret, path };
}
const deliveries = async (id: string, filter: DeliveryFilter = {}) =>
  (await listDeliveries(database.db, co.organizationId, id, filter, { limit: 1000 })).items;
const stateOf = async (id: string) => (await listWebhooks(database.db, co.organizationId)).find(({ webhook }) => webhook.id === id);
const types = (path: string) => receiver.at(path).map(({ json }) => json.type);

describe('an endpoint that takes them', () => {
  test('is told what it asked for, signed, in order, with ids; once', async () => {
    await co.joins('U0', 'Before Anybody');
    const { id, secret, path } = await hook();
    const all = await hook(['*']);
    await co.joins('U1', 'Ada Okafor');
    const [, ada] = await co.users();
    await co.commit(changeSeat(operator, ada?.id ?? '', 'on_call', 'grant'));
    await co.set('guests', 'off');
    await worker.turn();
    await worker.turn();
    expect(types(path)).toEqual(['user.created', 'user.seats_updated']);
    expect(types(all.path).sort()).toEqual(['settings.updated', 'user.created', 'user.seats_updated', 'webhook.created']);
    const [created, seats] = receiver.at(path);
    for (const one of [created, seats])
      expect(new Webhook(secret).verify(one?.body ?? '', one?.headers as Record<string, string>)).toEqual(one?.json);
    expect(created?.json.data).toMatchObject({
      organizationId: co.organizationId,
      userId: ada?.id,
      rule: 'E1',
      before: null,
      after: { status: 'active' },
    });
    expect(created?.body).not.toContain('Okafor');
    expect((seats?.json.data.sequence ?? 0) > (created?.json.data.sequence ?? 0)).toBe(true);
    expect(await deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 1, lastAttempt: { status: 204 } }, { state: 'delivered' }]);
  });

  test('two processes at once send each event once; of one user in order', async () => {
    const { path } = await hook();
    const answered: string[] = [];
    const early: string[] = [];
    receiver.answer(path, (res, { json: { type, data } }) => {
      const user = String(data.userId);
      if (type !== 'user.created' && !answered.includes(user)) early.push(user);
      setTimeout(() => {
        answered.push(user);
        res.writeHead(200).end('fine');
      }, 20);
    });
    for (let n = 0; n < 12; n++) {
      await co.joins(`U${n}`, `Person ${n}`);
      const user = await co.userOf(`Person ${n}`);
      await co.commit(changeSeat(operator, user.id, 'on_call', 'grant'));
    }
    const users = await co.users();
    const other = process();
    for (let n = 0; n < 3; n++) await Promise.all([worker.turn(), other.turn()]);
    await other.stop();
    const ids = receiver.at(path).map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([24, 24]);
    expect([early, users.length]).toEqual([[], 12]);
    for (const { id } of users)
      expect(receiver.at(path).flatMap(({ json }) => (json.data.userId === id ? [json.type] : []))).toEqual([
        'user.created',
        'user.seats_updated',
      ]);
  });

  test('a process that ends in the middle loses nothing: another goes on, from the lease’s end', async () => {
    const { id, path } = await hook();
    await co.joins('U1', 'Ada Okafor');
    receiver.answer(path, 'hang');
    const turn = worker.turn();
    await new Promise((resolve) => setTimeout(resolve, 150));
    await worker.stop();
    await turn;
    expect(await deliveries(id)).toMatchObject([{ state: 'pending', attempts: 0 }]);
    receiver.answer(path, 200);
    worker = process();
    await worker.turn();
    expect(await deliveries(id)).toMatchObject([{ state: 'delivered' }]);
    // Killed outright, it leaves its lease: nobody takes the lane before that is over.
    await database.db
      .collection('webhookLanes')
      .updateOne({ _id: id }, { $set: { lease: { holder: 'dead', until: new Date(Date.now() + MINUTE) } } });
    await co.joins('U2', 'Bo Lindqvist');
    await worker.turn();
    expect(await deliveries(id)).toHaveLength(1);
    later = MINUTE + 1000;
    await worker.turn();
    expect(await deliveries(id, { state: 'delivered' })).toHaveLength(2);
  });
});

describe('an endpoint that doesn’t', () => {
  test('fails: it is tried again, with a pause for all, and then for what is left', async () => {
    const { id, path } = await hook();
    receiver.answer(path, 500);
    await co.joins('U1', 'Ada Okafor');
    await worker.turn();
    await worker.turn();
    expect(receiver.at(path)).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ pending: 1, dead: 0, failing: 1 });
    await co.joins('U2', 'Bo Lindqvist');
    later = 3000; // the pause is over, the first event not due: the second is the probe
    await worker.turn();
    expect(types(path)).toHaveLength(2);
    receiver.answer(path, 200);
    later = MINUTE;
    await worker.turn();
    expect(await stateOf(id)).toMatchObject({ pending: 0, failing: 0 });
    const [first, , again] = receiver.at(path);
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']); // by which a receiver knows what it has
  });

  test('is dead after three days, shown, and sent again by hand', async () => {
    const { id, path } = await hook();
    receiver.answer(path, 503);
    await co.joins('U1', 'Ada Okafor');
    await co.joins('U2', 'Bo Lindqvist');
    await worker.turn();
    for (const at of [DAY, 2 * DAY, 3 * DAY + MINUTE, 3 * DAY + 10 * MINUTE]) {
      later = at;
      await worker.turn();
    }
    expect(await stateOf(id)).toMatchObject({ pending: 0, dead: 2 });
    const sent = receiver.at(path).length;
    later += DAY;
    await worker.turn();
    expect(receiver.at(path)).toHaveLength(sent);
    receiver.answer(path, 200);
    expect(await replayDeliveries(database.db, co.organizationId, id, { state: 'dead' }, means.now())).toBe(2);
    await worker.turn();
    expect(await stateOf(id)).toMatchObject({ pending: 0, dead: 0, failing: 0 });
    const [one] = await deliveries(id);
    expect(await replayDeliveries(database.db, co.organizationId, id, { id: one?.id ?? '' }, means.now())).toBe(1);
    await worker.turn();
    expect(receiver.at(path).length).toBe(sent + 3);
  });

  test('refuses one event: the others go on', async () => {
    const { id, path } = await hook();
    receiver.answer(path, (res, { json }) => void res.writeHead(json.type === 'user.created' ? 400 : 200).end());
    await co.joins('U1', 'Ada Okafor');
    const [ada] = await co.users();
    await co.commit(changeSeat(operator, ada?.id ?? '', 'on_call', 'grant'));
    await worker.turn();
    expect(await stateOf(id)).toMatchObject({ pending: 1, failing: 0 });
    expect(await deliveries(id, { state: 'delivered' })).toMatchObject([{ type: 'user.seats_updated' }]);
  });

  test('redirects: that is not followed', async () => {
    const { id, path } = await hook();
    receiver.answer(path, (res) => void res.writeHead(307, { location: `${receiver.url}/elsewhere` }).end());
    await co.joins('U1', 'Ada Okafor');
    await worker.turn();
    expect(await deliveries(id)).toMatchObject([{ state: 'pending', lastAttempt: { status: 307 } }]);
    expect(receiver.at('/elsewhere')).toEqual([]);
  });

  test('hangs: it holds up no other', async () => {
    const hangs = await hook();
    receiver.answer(hangs.path, 'hang');
    await co.joins('U1', 'Ada Okafor');
    await worker.begin();
    await eventually(async () => expect(receiver.at(hangs.path)).toHaveLength(1));
    const { path } = await hook();
    await co.joins('U2', 'Bo Lindqvist');
    await worker.begin();
    await eventually(async () => expect(types(path)).toEqual(['user.created']));
    expect(receiver.at(hangs.path)).toHaveLength(1);
  });

  test('hangs, or isn’t there: no answer', async () => {
    const hangs = await hook();
    receiver.answer(hangs.path, 'hang');
    const absent = await hook(['user.*'], 'http://127.0.0.1:1');
    await co.joins('U1', 'Ada Okafor');
    await worker.stop();
    worker = process({ timeoutMs: 500 });
    await worker.turn();
    expect(await deliveries(hangs.id)).toMatchObject([
      { state: 'pending', lastAttempt: { status: null, error: 'No answer within 0.5 s' } },
    ]);
    expect(await deliveries(absent.id)).toMatchObject([{ state: 'pending', lastAttempt: { error: 'No answer (ECONNREFUSED)' } }]);
  });

  test('answers 410: it is disabled with an audit entry, and sent to again when somebody enables it', async () => {
    const { id, path } = await hook();
    receiver.answer(path, 410);
    await co.joins('U1', 'Ada Okafor');
    await worker.turn();
    await co.joins('U2', 'Bo Lindqvist');
    await worker.turn();
    expect(receiver.at(path)).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ webhook: { disabled: { why: 'The endpoint answered 410 Gone' } }, dead: 1 });
    expect((await co.audit()).filter(({ action }) => action === 'webhook.updated')).toMatchObject([
      { actor: { type: 'system' }, cause: { type: 'webhook_delivery' }, subject: { id, name: receiver.url }, after: { enabled: false } },
    ]);
    receiver.answer(path, 200);
    await enableWebhook(means, co.organizationId, co.originNow(), operator, id);
    await worker.turn();
    expect(await deliveries(id, { state: 'delivered' })).toHaveLength(1);
  });
});

describe('where it may go', () => {
  test('a name that resolves to a private address is not connected to, also if it did not before', async () => {
    const answers: LookupAddress[][] = [[{ address: '127.0.0.1', family: 4 }], [{ address: '169.254.169.254', family: 4 }]];
    const lookup = ((_name: string, _options: object, callback: (error: null, found: LookupAddress[]) => void) =>
      callback(null, answers.shift() ?? [])) as never;
    const { id, path } = await hook(['user.*'], `http://localhost:${receiver.port}`);
    await worker.stop();
    worker = process({ lookup });
    await co.joins('U1', 'Ada Okafor');
    await worker.turn();
    expect(await deliveries(id, { state: 'delivered' })).toHaveLength(1);
    await worker.stop();
    worker = process({ lookup });
    await co.joins('U2', 'Bo Lindqvist');
    await worker.turn();
    expect(await deliveries(id, { state: 'pending' })).toMatchObject([
      { lastAttempt: { status: null, error: 'The address is not on the public internet' } },
    ]);
    expect(receiver.at(path)).toHaveLength(1);
  });

  test('nor is an address that was allowed when it was added', async () => {
    const { id, path } = await hook();
    await worker.stop();
    worker = process({ targets: createWebhookTargets('') });
    await co.joins('U1', 'Ada Okafor');
    await worker.turn();
    expect([receiver.at(path), await deliveries(id)]).toMatchObject([
      [],
      [{ lastAttempt: { error: 'The address is not on the public internet' } }],
    ]);
  });
});

describe('by hand', () => {
  test('the secret is sealed, and rotated with a day in which both sign', async () => {
    const { id, secret, path } = await hook();
    const { secret: next, sealed } = newWebhookSecret(means, keyring, id);
    const stored = JSON.stringify([await database.db.collection('webhooks').find({}).toArray(), await co.audit()]);
    expect(stored).not.toContain(secret.slice(6));
    await means.committer.commit(co.organizationId, { ...co.originNow(), at: means.now() }, rotateWebhookSecret(operator, id, sealed));
    await co.joins('U1', 'Ada Okafor');
    await worker.turn();
    const [one] = receiver.at(path);
    for (const each of [secret, next]) new Webhook(each).verify(one?.body ?? '', one?.headers as Record<string, string>);
    later = DAY + MINUTE;
    await co.joins('U2', 'Bo Lindqvist');
    await worker.turn();
    expect(receiver.at(path).at(-1)?.headers['webhook-signature']).not.toContain(' ');
  });

  test('P1, P6: it takes manage_api_keys, and the audit must be theirs to read', async () => {
    const { kept } = newWebhook(means, keyring, targets, { url: 'https://example.com/', events: ['*'] });
    const asker = (permissions: string[]) => ({ operator: false as const, user: holder('standard', { customRoles: ['c'] }), permissions });
    const add = (permissions: string[]) =>
      co.commit((world) => {
        world.policy = { ...world.policy, customRoles: [{ id: 'c', name: 'C', permissions }] };
        addWebhook(asker(permissions), kept)(world);
      });
    await expect(add(['view_audit_log'])).rejects.toMatchObject({ rule: 'P1', wayOut: expect.stringContaining('manage_api_keys') });
    await expect(add(['manage_api_keys'])).rejects.toMatchObject({ rule: 'P1', wayOut: expect.stringContaining('view_audit_log') });
    await add(['manage_api_keys', 'view_audit_log']);
    expect(() => newWebhook(means, keyring, targets, { url: 'https://example.com/', events: ['user.flown'] })).toThrow(
      'There is no event user.flown',
    );
  });

  test('removed: nothing waits, and nothing is sent', async () => {
    const { id, path } = await hook();
    receiver.answer(path, 500);
    await co.joins('U1', 'Ada Okafor');
    await worker.turn();
    await removeWebhook(means, co.organizationId, co.originNow(), operator, id);
    later = DAY;
    await worker.turn();
    expect([receiver.at(path).length, await deliveries(id), await stateOf(id)]).toEqual([1, [], undefined]);
  });
});

test('an organization without a webhook pays one query a turn, and none with the change', async () => {
  await co.joins('U1', 'Ada Okafor');
  const seen: string[] = [];
  const db = { ...database.db, collection: ((name: string) => (seen.push(name), database.db.collection(name))) as Database['collection'] };
  const idle = process({ means: { ...means, db } });
  await idle.turn();
  await idle.stop();
  expect(seen).toEqual(['webhooks']);
  expect(await database.db.collection('webhookDeliveries').countDocuments({ org: co.organizationId })).toBe(0);
});
