import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { type Logger, pino } from 'pino';
import { createCommitter } from '../../src/provisioning/commit.ts';
import { connectScim } from '../../src/provisioning/connect-scim.ts';
import type { Means } from '../../src/provisioning/means.ts';
import type { Origin } from '../../src/rules/model.ts';
import type { BodyLimits } from '../../src/scim/body.ts';
import { createScimEdge, type ScimEdgeOptions } from '../../src/scim/edge.ts';
import { type Database, openDatabase } from '../../src/store/connection.ts';
import { newObjectId } from '../../src/store/ids.ts';
import { ensureOrganization } from '../../src/store/organizations.ts';
import { startDatabase } from './database.ts';

export interface ScimServer {
  /** Where the router is, ending in `/scim/v2`. */
  baseUrl: string;
  /** The token endpoint. */
  tokenUrl: string;
  means: Means;
  /** Another server of the same database, as another process would be. @param seen the database as it sees it @returns where its router is */
  peer(seen?: Database): Promise<string>;
  /** A fresh organization in which SCIM is being connected, and its first token. */
  organization(): Promise<{ id: string; token: string }>;
  origin(): Origin;
  /** Ends the database under the running server. */
  loseDatabase(): Promise<void>;
  close(): Promise<void>;
}

const operator = { operator: true } as const;

export interface ScimServerOptions {
  log?: Logger;
  /** Has the driver tell its commands. */
  monitor?: boolean;
  listedMembers?: number;
  logBytes?: number;
  bodyLimits?: BodyLimits;
  lists?: NonNullable<ScimEdgeOptions['lists']>;
}

/** The SCIM edge on an Express app of its own, over a real database. */
export async function startScim(options: ScimServerOptions = {}): Promise<ScimServer> {
  const { log = pino({ level: 'silent' }), monitor = false, ...settings } = options;
  const database = await startDatabase();
  const db = openDatabase(`${database.uri}${monitor ? '&monitorCommands=true' : ''}`, () => undefined);
  await db.connected;
  const newId = newObjectId;
  const means: Means = { db, committer: createCommitter({ db, newId }), newId, now: () => new Date(), randomBytes, supportEmail: null };
  const first = await serveEdge({ means, log, ...settings });
  const peers: Served[] = [];
  const origin = (): Origin => ({
    actor: { type: 'operator', id: null, name: 'Test' },
    cause: { type: 'test', id: newId() },
    at: new Date(),
  });
  return {
    baseUrl: first.baseUrl,
    tokenUrl: first.tokenUrl,
    means,
    origin,
    organization: async () => {
      const id = newId();
      await ensureOrganization(db, { id, name: `Org ${id}`, slackTeamId: `T${id}`, slackEnterpriseId: null, domain: null });
      const { token } = await connectScim(means, id, origin(), operator, 'okta');
      return { id, token };
    },
    peer: async (seen = db) => {
      const peer = await serveEdge({ means: { ...means, db: seen }, log, ...settings });
      peers.push(peer);
      return peer.baseUrl;
    },
    loseDatabase: () => database.close(),
    close: async () => {
      for (const served of [first, ...peers]) await served.close();
      await means.committer.idle();
      await db.close();
      await database.close();
    },
  };
}

interface Served {
  baseUrl: string;
  tokenUrl: string;
  close(): Promise<void>;
}

async function serveEdge(options: Omit<ScimEdgeOptions, 'publicUrl' | 'secret'>): Promise<Served> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const edge = createScimEdge({ ...options, publicUrl, secret: 'the secret of the tests, the same on every server' });
  const app = express();
  app.use(edge.find);
  app.use('/scim/v2', edge.router);
  app.use('/scim/oauth', edge.oauth);
  app.use('/scim', edge.elsewhere);
  server.on('request', app);
  return {
    baseUrl: `${publicUrl}/scim/v2`,
    tokenUrl: `${publicUrl}/scim/oauth/token`,
    close: async () => {
      await closeServer(server);
      await edge.stop();
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
