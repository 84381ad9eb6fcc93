import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import { createApi } from '../../src/api/router.ts';
import type { ApiOptions, SlackClient } from '../../src/api/services.ts';
import { createLog } from '../../src/log.ts';
import * as byHand from '../../src/provisioning/by-hand.ts';
import { createCommitter, type Work } from '../../src/provisioning/commit.ts';
import type { Means } from '../../src/provisioning/means.ts';
import { recordSlackMember } from '../../src/provisioning/record-slack-member.ts';
import { createWebhookTargets, LOOPBACK } from '../../src/provisioning/webhook-targets.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Database, openDatabase } from '../../src/store/connection.ts';
import { newObjectId } from '../../src/store/ids.ts';
import { createKeyring } from '../../src/store/keyring.ts';
import { ensureOrganization } from '../../src/store/organizations.ts';
import { userOfSlackId } from '../../src/store/reads/users.ts';
import { startDatabase } from '../support/database.ts';
import { operator } from '../support/facts.ts';
import type { Loose } from '../support/scim-client.ts';

/** The API over real HTTP, with a real database and the practice workspace as its issuer. */
export interface Rig {
  url: string;
  org: string;
  means: Means;
  db: Database;
  sandbox: Sandbox;
  /** What was logged, a line each. */
  logged: string[];
  /** Moves the clock that the API reads. */
  clock: { now: Date };
  commit<T>(work: Work<T>): Promise<T>;
  /** A person of the workspace as a user with this role. @returns the user's id */
  become(name: string, role?: 'standard' | 'admin' | 'owner'): Promise<string>;
  /** Signs in as a member of the workspace, as a browser would. @returns the session's cookie */
  signIn(name: string): Promise<string>;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Another API on the same database. @returns its URL */
  another(change: Partial<ApiOptions>): Promise<string>;
  close(): Promise<void>;
}

interface CallOptions {
  cookie?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Another API's, of `another`. */
  url?: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Loose;
}

export async function startRig(): Promise<Rig> {
  const database = await startDatabase();
  const db = openDatabase(database.uri, () => undefined);
  await db.connected;
  const sandbox = await startSandbox();
  const clock = { now: new Date() };
  const means: Means = {
    db,
    committer: createCommitter({ db, newId: newObjectId }),
    newId: newObjectId,
    now: () => clock.now,
    randomBytes,
    supportEmail: 'it@northwind.example',
  };
  const org = newObjectId();
  await ensureOrganization(db, { id: org, name: 'Larkspur Robotics', slackTeamId: sandbox.teamId, slackEnterpriseId: null, domain: null });
  const logged: string[] = [];
  const log = createLog('debug', { write: (line: string) => void logged.push(line) });
  const servers: Server[] = [];
  const serve = async (change: Partial<ApiOptions>): Promise<string> => {
    const [server, url] = await listen((publicUrl) =>
      createApi({
        means,
        log,
        publicUrl,
        signIn: clientOf(sandbox),
        sessionSecret: 'test secret',
        resync: null,
        sandboxUrl: sandbox.url,
        webhooks: { keyring: createKeyring(['test key of at least 32 characters'], randomBytes), targets: createWebhookTargets(LOOPBACK) },
        ...change,
      }),
    );
    servers.push(server);
    return url;
  };
  const url = await serve({});
  const commit = <T>(work: Work<T>): Promise<T> =>
    means.committer.commit(
      org,
      { actor: { type: 'operator', id: null, name: 'Operator' }, cause: { type: 'test', id: 'test' }, at: means.now() },
      work,
    );
  return {
    url,
    org,
    means,
    db,
    sandbox,
    logged,
    clock,
    commit,
    become: async (name, role = 'standard') => {
      const person = personNamed(sandbox, name);
      await commit(recordSlackMember(factOf(person), 'joined'));
      const user = await userOfSlackId(db, org, person.id);
      if (!user) throw new Error(`${name} became nobody`);
      if (role !== user.baseRole) await commit(byHand.setRole(operator, user.id, role));
      return user.id;
    },
    signIn: async (name) => {
      const { callback, cookie } = await signInAtSlack(url, sandbox, name);
      const back = await fetch(callback, { redirect: 'manual', headers: { cookie } });
      return cookiesOf(back, 'rollcall_session') ?? `no session: ${back.status} ${await back.text()}`;
    },
    call: (method, path, options) => call(options?.url ?? url, method, path, options),
    another: serve,
    close: async () => {
      await Promise.all(servers.map((server) => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()))));
      await means.committer.idle();
      await Promise.all([sandbox.close(), db.close()]);
      await database.close();
    },
  };
}

export const clientOf = ({ issuer, clientId, clientSecret }: Sandbox): SlackClient => ({ issuer, clientId, clientSecret });

async function listen(routerOf: (publicUrl: string) => Router): Promise<[Server, string]> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', express().use(routerOf(url)));
  return [server, url];
}

export function personNamed(sandbox: Sandbox, name: string) {
  const person = Object.values(sandbox.workspace.state().people).find(({ realName }) => realName === name);
  if (!person) throw new Error(`nobody is called ${name}`);
  return person;
}

const factOf = ({ id, realName, email, title, deleted, updated }: ReturnType<typeof personNamed>) => ({
  id,
  name: realName,
  email,
  emailConfirmed: true,
  title,
  deleted,
  guest: false,
  primaryOwner: false,
  updated,
  forgotten: false,
});

/** The browser's way up to where Slack sends it back. */
export async function signInAtSlack(url: string, sandbox: Sandbox, name: string): Promise<{ callback: string; cookie: string }> {
  const begun = await fetch(`${url}/auth/slack`, { redirect: 'manual' });
  const cookie = cookiesOf(begun, 'rollcall_sign_in') ?? '';
  const authorize = new URL(begun.headers.get('location') ?? '');
  const form = new URLSearchParams(authorize.searchParams);
  form.set('user', personNamed(sandbox, name).id);
  const chosen = await fetch(new URL(authorize.pathname, authorize), { method: 'POST', body: form, redirect: 'manual' });
  return { callback: chosen.headers.get('location') ?? '', cookie };
}

/** One cookie that an answer sets, as a request's header has it. */
export function cookiesOf(answer: Response, name: string): string | null {
  const set = answer.headers.getSetCookie().find((line) => line.startsWith(`${name}=`));
  return set?.split(';')[0] ?? null;
}

async function call(url: string, method: string, path: string, { cookie, body, headers }: CallOptions = {}): Promise<Answer> {
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json', origin: url }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text && /[/+]json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : text,
  };
}
