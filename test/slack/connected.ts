import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createLog } from '../../src/log.ts';
import { createCommitter } from '../../src/provisioning/commit.ts';
import type { Means } from '../../src/provisioning/means.ts';
import type { Organization, User } from '../../src/rules/model.ts';
import type { Message } from '../../src/sandbox/control/contract.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import type { WorkspaceControl } from '../../src/sandbox/workspace-control.ts';
import { createSlackEdge, type SlackConnection, type SlackEdge } from '../../src/slack/edge.ts';
import { type Database, openDatabase } from '../../src/store/connection.ts';
import { newObjectId } from '../../src/store/ids.ts';
import { organizationOfSlack } from '../../src/store/organizations.ts';
import { userOfSlackId } from '../../src/store/reads/users.ts';
import { type InstallationRecord, installationsOf } from '../../src/store/slack-installations.ts';
import { startDatabase } from '../support/database.ts';
import { eventually } from './rig.ts';

/** How the product is connected to Slack. */
export type Mode = 'one workspace by token' | 'many by OAuth' | 'Socket Mode by token' | 'Socket Mode and OAuth';

export const KEYS = ['k'.repeat(32)];

/** The Slack edge in one of its modes, with a real database and the practice Slack as its Slack. */
export interface Connected {
  sandbox: Sandbox;
  edge: SlackEdge;
  means: Means;
  db: Database;
  url: string;
  logged: string[];
  /** Opens another edge on the same database, as another server of the product would be. */
  another(slack?: Partial<SlackConnection>): Promise<SlackEdge>;
  organization(workspace: WorkspaceControl): Promise<Organization>;
  installation(workspace: WorkspaceControl): Promise<InstallationRecord>;
  userOf(workspace: WorkspaceControl, handle: string): Promise<User | null>;
  /** Waits until somebody is a user as described. */
  becomes(workspace: WorkspaceControl, handle: string, expected: Partial<User>): Promise<User>;
  /** Types `/rollcall …`. @returns what the app answered */
  type(workspace: WorkspaceControl, handle: string, text: string): Promise<Message>;
  /** Installs the app as a browser would. @returns the page that it ends at */
  install(workspace: WorkspaceControl, handle: string): Promise<Response>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Moves the product's clock. */
  aheadMs?: () => number;
  /** A server that is there already: what is connected gets a database of its own on it. */
  database?: { uri: string };
}

export async function connect(mode: Mode, { aheadMs = () => 0, database: shared }: ConnectOptions = {}): Promise<Connected> {
  const database = shared ? { uri: shared.uri, close: async () => undefined } : await startDatabase();
  const db = openDatabase(ownDatabase(database.uri), () => undefined);
  await db.connected;
  const sandbox = await startSandbox({ retryDelaysMs: [50, 200, 500], now: () => Date.now() + aheadMs() });
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const means: Means = {
    db,
    committer: createCommitter({ db, newId: newObjectId }),
    newId: newObjectId,
    now: () => new Date(Date.now() + aheadMs()),
    randomBytes,
    supportEmail: null,
  };
  const logged: string[] = [];
  const log = createLog('debug', { write: (line: string) => void logged.push(line) });
  const overSocket = mode.startsWith('Socket');
  const byOauth = mode.endsWith('OAuth');
  if (byOauth) sandbox.workspace.uninstall();
  sandbox.useSocketMode(overSocket);
  const edges: SlackEdge[] = [];
  const open = (slack: Partial<SlackConnection> = {}): SlackEdge => {
    const edge = createSlackEdge({
      means,
      log,
      slack: { ...connectionOf(sandbox, byOauth), ...slack } as SlackConnection,
      ...(overSocket ? { appToken: sandbox.appToken } : {}),
      encryptionKeys: KEYS,
      slackApiUrl: sandbox.apiUrl,
      publicUrl: url,
    });
    edges.push(edge);
    return edge;
  };
  const edge = open();
  app.use(edge.router);
  sandbox.connect(`${url}/slack/events`);
  await edge.start();
  if (overSocket) await eventually(async () => sandbox.socket.connections() === 2, 'it is connected');
  return {
    ...{ sandbox, edge, means, db, url, logged },
    another: async (slack) => {
      const other = open(slack);
      await other.start();
      return other;
    },
    ...seenFrom(db),
    install: (workspace, handle) => installAsBrowser(url, workspace.person(handle).id),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(edges.map((one) => one.stop()));
      await sandbox.close();
      await db.close();
      await database.close();
    },
  };
}

function ownDatabase(uri: string): string {
  const url = new URL(uri);
  url.pathname = `/test-${newObjectId()}`;
  return url.href;
}

const connectionOf = ({ signingSecret, botToken, clientId, clientSecret }: Sandbox, byOauth: boolean): SlackConnection =>
  byOauth
    ? { kind: 'oauth', signingSecret, clientId, clientSecret, stateSecret: 's'.repeat(32) }
    : { kind: 'token', signingSecret, botToken };

type Seen = Pick<Connected, 'organization' | 'installation' | 'userOf' | 'becomes' | 'type'>;

function seenFrom(db: Database): Seen {
  const found = async (workspace: WorkspaceControl): Promise<Organization | null> => {
    const { team, enterprise } = workspace.state();
    return organizationOfSlack(db, team.id, enterprise?.id ?? null);
  };
  const organization: Seen['organization'] = (workspace) => eventually(() => found(workspace), 'the organization is known');
  const userOf: Seen['userOf'] = async (workspace, handle) => {
    const known = await found(workspace);
    return known && userOfSlackId(db, known.id, workspace.person(handle).id);
  };
  const answers = (workspace: WorkspaceControl, user: string): readonly Message[] =>
    workspace.view(user).messages.filter((message) => message.ephemeralTo === user);
  return {
    organization,
    userOf,
    installation: async (workspace) => {
      const [record] = await installationsOf(db, (await organization(workspace)).id);
      if (!record) throw new Error('there is no installation');
      return record;
    },
    becomes: (workspace, handle, expected) =>
      eventually(
        async () => {
          const user = await userOf(workspace, handle);
          const fits =
            user && Object.entries(expected).every(([name, value]) => JSON.stringify(user[name as keyof User]) === JSON.stringify(value));
          return fits ? user : null;
        },
        `${handle} is ${JSON.stringify(expected)}`,
      ),
    type: async (workspace, handle, text) => {
      const { id } = workspace.person(handle);
      const before = answers(workspace, id).length;
      const reaction = await workspace.command(id, workspace.channel('general').id, '/rollcall', text);
      if (!reaction.ok) throw new Error(`Slack says ${reaction.error}`);
      return eventually(async () => answers(workspace, id)[before], `an answer to ${text}`);
    },
  };
}

/** An install that was begun: what the browser holds, and where Slack's page is. */
export async function beginInstall(url: string): Promise<{ cookie: string; authorize: URL }> {
  const begun = await fetch(`${url}/slack/install`, { redirect: 'manual' });
  const cookie = begun.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  return { cookie, authorize: new URL(begun.headers.get('location') ?? '') };
}

/** Slack's page, answered. @returns where it sends the browser */
export async function decideAtSlack(authorize: URL, answer: { user?: string; decision: 'allow' | 'deny' }): Promise<string> {
  const form = new URLSearchParams(authorize.searchParams);
  for (const [name, value] of Object.entries(answer)) form.set(name, value);
  const decided = await fetch(new URL(authorize.pathname, authorize), { method: 'POST', body: form, redirect: 'manual' });
  const to = decided.headers.get('location');
  if (!to) throw new Error(`Slack’s page says ${decided.status}: ${await decided.text()}`);
  return to;
}

async function installAsBrowser(url: string, user: string): Promise<Response> {
  const { cookie, authorize } = await beginInstall(url);
  const back = await decideAtSlack(authorize, { user, decision: 'allow' });
  return fetch(back, { redirect: 'manual', headers: { cookie } });
}
