import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { createLog } from '../../src/log.ts';
import { setRole } from '../../src/provisioning/by-hand.ts';
import { createCommitter } from '../../src/provisioning/commit.ts';
import type { Means } from '../../src/provisioning/means.ts';
import type { BaseRole, Organization, User } from '../../src/rules/model.ts';
import type { Message, Person } from '../../src/sandbox/control/contract.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { createSlackEdge, type SlackEdge } from '../../src/slack/edge.ts';
import { type Database, openDatabase } from '../../src/store/connection.ts';
import { newObjectId } from '../../src/store/ids.ts';
import { listOrganizations } from '../../src/store/organizations.ts';
import { userOfSlackId } from '../../src/store/reads/users.ts';
import { faultsOf, faultsOfOption } from '../support/block-limits.ts';
import { startDatabase } from '../support/database.ts';
import { operator } from '../support/facts.ts';
import { type PayloadsSeen, watchPayloads } from '../support/payloads-seen.ts';
import { faultsBySlackSdk } from '../support/slack-sdk.ts';

/** The Slack edge over real HTTP, with a real database and the practice workspace as its Slack. */
export interface Rig {
  sandbox: Sandbox;
  edge: SlackEdge;
  means: Means;
  db: Database;
  url: string;
  /** What was logged, a line each. */
  logged: string[];
  organization(): Promise<Organization>;
  userOf(slackId: string): Promise<User | null>;
  /** Waits until somebody is a user as described. */
  becomes(slackId: string, expected: Partial<User>): Promise<User>;
  /** Waits until nothing is under way: no event, no entry of the inbox. */
  quiet(): Promise<void>;
  /** A person of the workspace by handle. */
  person(handle: string): Person;
  /** Joins the incident channel where the app is, and becomes a user, with this role. */
  join(handle: string, role?: BaseRole): Promise<User>;
  /** Types `/rollcall …`. @returns what the app answered, to that member alone */
  type(handle: string, text: string): Promise<Message>;
  /** Presses a button of an answer. @returns the answer as it is then */
  press(handle: string, message: Message, actionId: string): Promise<Message>;
  /** A signed request, or one that differs as told. */
  send(body: string, how?: Partial<Signing>): Promise<Response>;
  envelope(event: object, eventId?: string): string;
  close(): Promise<void>;
}

interface Signing {
  secret: string;
  timestamp: number;
  version: string;
  headers: Record<string, string>;
  /** What is signed, where it isn't what is sent. */
  signed: string;
  /** Sends it without saying how long it is. */
  chunked: boolean;
}

export interface RigOptions {
  /** Before the edge starts: what happened in the workspace while the app was down. */
  before?: (sandbox: Sandbox) => void;
  leaseMs?: number;
}

export async function startRig({ before, leaseMs }: RigOptions = {}): Promise<Rig> {
  const database = await startDatabase();
  const db = openDatabase(database.uri, () => undefined);
  await db.connected;
  const sandbox = await startSandbox({ retryDelaysMs: [50, 200, 500] });
  before?.(sandbox);
  const means = {
    db,
    committer: createCommitter({ db, newId: newObjectId }),
    newId: newObjectId,
    now: () => new Date(),
    randomBytes,
    supportEmail: null,
  };
  const seen = watchPayloads(new URL(sandbox.apiUrl).origin);
  const logged: string[] = [];
  const log = createLog('debug', { write: (line: string) => void logged.push(line) });
  const edge = createSlackEdge({
    means,
    log,
    slack: { kind: 'token', signingSecret: sandbox.signingSecret, botToken: sandbox.botToken },
    encryptionKeys: ['k'.repeat(32)],
    slackApiUrl: sandbox.apiUrl,
    publicUrl: 'http://rollcall.test',
    ...(leaseMs ? { leaseMs } : {}),
  });
  const { server, url } = await serve(edge, seen);
  sandbox.connect(`${url}/slack/events`);
  await edge.start();
  await edge.resync(await onlyId(db));
  const rig = rigOf({ sandbox, edge, means, db, url: `${url}/slack/events`, logged });
  return {
    ...rig,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await edge.stop();
      await sandbox.close();
      await db.close();
      await database.close();
      seen.stop();
      await mustBeTakenBySlack(seen);
    },
  };
}

/** Every message, modal and App Home that a test has seen is within Slack's limits, by our own list of them and by Slack's Python SDK. */
async function mustBeTakenBySlack({ payloads, options }: PayloadsSeen): Promise<void> {
  const faults = [...payloads.flatMap(faultsOf), ...options.flatMap(faultsOfOption), ...(await faultsBySlackSdk(payloads))];
  if (faults.length > 0) throw new Error(`Slack would not take what was shown:\n${faults.join('\n')}`);
}

async function serve(edge: SlackEdge, seen: PayloadsSeen): Promise<{ server: Server; url: string }> {
  const server = createServer(express().use(seen.listen).use(edge.router).use(express.json()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function onlyId(db: Database): Promise<string> {
  const [organization] = await listOrganizations(db);
  if (!organization) throw new Error('the workspace was not learned');
  return organization.id;
}

export async function eventually<T>(look: () => Promise<T | null | undefined | false>, what: string, ms = 8000): Promise<T> {
  for (const end = Date.now() + ms; ; await sleep(20)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`it did not come to pass: ${what}`);
  }
}

type Parts = Pick<Rig, 'sandbox' | 'edge' | 'means' | 'db' | 'url' | 'logged'>;

function rigOf(parts: Parts): Omit<Rig, 'close'> {
  const { sandbox, db, means, url } = parts;
  const { workspace } = sandbox;
  const userOf: Rig['userOf'] = async (slackId) => userOfSlackId(db, await onlyId(db), slackId);
  const becomes: Rig['becomes'] = (slackId, expected) =>
    eventually(
      async () => {
        const user = await userOf(slackId);
        const fits =
          user && Object.entries(expected).every(([name, value]) => JSON.stringify(user[name as keyof User]) === JSON.stringify(value));
        return fits ? user : null;
      },
      `${slackId} is ${JSON.stringify(expected)}`,
    );
  const answers = (user: string): readonly Message[] => workspace.view(user).messages.filter((message) => message.ephemeralTo === user);
  const person: Rig['person'] = (handle) => workspace.person(handle);
  return {
    ...parts,
    userOf,
    becomes,
    person,
    organization: async () => (await listOrganizations(db))[0] as Organization,
    quiet: async () => {
      await workspace.idle();
      await eventually(async () => (await db.collection('slackInbox').countDocuments({ state: 'open' })) === 0, 'the inbox is empty');
    },
    join: async (handle, role) => {
      const { id } = person(handle);
      workspace.join(id, workspace.channel('inc-arm-drift').id);
      const user = await becomes(id, { status: 'active' });
      if (role) {
        const origin = {
          actor: { type: 'operator' as const, id: null, name: 'Operator' },
          cause: { type: 'test', id: 'role' },
          at: new Date(),
        };
        await means.committer.commit(await onlyId(db), origin, setRole(operator, user.id, role));
      }
      return becomes(id, role ? { baseRole: role } : {});
    },
    type: async (handle, text) => {
      const { id } = person(handle);
      const before = answers(id).length;
      const reaction = await workspace.command(id, workspace.channel('general').id, '/rollcall', text);
      if (!reaction.ok) throw new Error(`Slack says ${reaction.error}`);
      return eventually(async () => answers(id)[before], `an answer to ${text}`);
    },
    press: async (handle, message, actionId) => {
      const { id } = person(handle);
      const { channel, ts } = message;
      const blockId = String(message.blocks.find((block) => JSON.stringify(block).includes(`"action_id":"${actionId}"`))?.block_id);
      const reaction = await workspace.act(id, { channel, ts }, blockId, actionId);
      if (!reaction.ok) throw new Error(`Slack says ${reaction.error}`);
      const now = async (): Promise<Message | undefined> => {
        const found = workspace.state().messages.find((one) => one.ts === ts);
        return found && JSON.stringify(found.blocks) !== JSON.stringify(message.blocks) ? found : undefined;
      };
      return eventually(now, `another answer after ${actionId}`);
    },
    envelope: (event, eventId = `Ev${newObjectId()}`) => JSON.stringify(envelopeOf(sandbox, event, eventId)),
    send: (body, how = {}) =>
      fetch(url, {
        method: 'POST',
        headers: headersOf(body, sandbox.signingSecret, how),
        ...(how.chunked ? { body: new Blob([body]).stream(), duplex: 'half' } : { body }),
      }),
  };
}

const envelopeOf = (sandbox: Sandbox, event: object, eventId: string) => ({
  type: 'event_callback',
  team_id: sandbox.teamId,
  api_app_id: sandbox.appId,
  event,
  event_id: eventId,
  event_time: Math.floor(Date.now() / 1000),
  authorizations: [{ enterprise_id: null, team_id: sandbox.teamId, user_id: 'U0BOT', is_bot: true, is_enterprise_install: false }],
});

function headersOf(body: string, rightSecret: string, how: Partial<Signing>): Record<string, string> {
  const { secret = rightSecret, timestamp = Math.floor(Date.now() / 1000), version = 'v0', headers = {}, signed = body } = how;
  const signature = createHmac('sha256', secret).update(`${version}:${timestamp}:${signed}`).digest('hex');
  return {
    'content-type': 'application/json',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `${version}=${signature}`,
    ...headers,
  };
}

/** All the words of an answer. */
export const wordsOf = (message: Message): string => [message.text, JSON.stringify(message.blocks)].join('\n');
