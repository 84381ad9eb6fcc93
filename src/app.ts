import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { createApi } from './api/router.ts';
import { serveDashboard } from './api/serve-dashboard.ts';
import type { ApiOptions } from './api/services.ts';
import type { Config } from './config.ts';
import { healthRouter } from './health.ts';
import { answerPlainly, closeServer, listen, loopbackOf, requestId } from './http-server.ts';
import { expireBreakGlass } from './jobs/expire-break-glass.ts';
import { startPeriodic } from './jobs/periodic.ts';
import { sealAudit } from './jobs/seal-audit.ts';
import { createWebhookWorker, type WebhookWorker } from './jobs/webhooks/worker.ts';
import { loadSecrets } from './own-secrets.ts';
import { createCommitter } from './provisioning/commit.ts';
import type { Means } from './provisioning/means.ts';
import { resumeSweeps } from './provisioning/sweep.ts';
import { createWebhookTargets } from './provisioning/webhook-targets.ts';
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts';
import { readState } from './sandbox/state-file.ts';
import { createScimEdge, type ScimEdge } from './scim/edge.ts';
import { createSlackEdge, type SlackConnection, type SlackEdge } from './slack/edge.ts';
import { type ResyncReport, resync } from './slack/resync.ts';
import { type Database, openDatabase } from './store/connection.ts';
import { openEmbedded } from './store/embedded/index.ts';
import { newObjectId } from './store/ids.ts';
import { createKeyring } from './store/keyring.ts';

/** The running product. */
export interface Product {
  publicUrl: string;
  sandbox: Sandbox | null;
  /** Requests under way finish, then everything is closed, the embedded database last. */
  stop(): Promise<void>;
}

/** What a process of the product works with; the CLI has the same. */
export function meansOf(db: Database, config: Config): Means {
  return {
    db,
    committer: createCommitter({ db, newId: newObjectId }),
    newId: newObjectId,
    now: () => new Date(),
    randomBytes,
    supportEmail: config.supportEmail,
  };
}

/**
 * Composes and starts the product. It listens even while an external database can't be reached: `/readyz` says so.
 * @param report told what goes on during the start, a line at a time
 * @throws EmbeddedError, ConfigError, or the error of a port that is taken
 */
export async function startProduct(config: Config, log: Logger, report: (line: string) => void): Promise<Product> {
  const database = await databaseOf(config, report);
  const db = openDatabase(database.uri, (reason) => log.warn({ reason }, 'the database cannot be reached'));
  const sandbox = config.slack.kind === 'sandbox' ? await startSandbox({ stateFile: sandboxFile(config) }) : null;
  const means = meansOf(db, config);
  const { session: secret, encryption } = await loadSecrets(config);
  const slack = slackEdgeOf(config, sandbox, encryption, means, log);
  const scim = createScimEdge({ means, log, publicUrl: config.publicUrl, secret, bodyLimits: config.scimBodies });
  const targets = createWebhookTargets(config.webhookNetworks);
  const keyring = createKeyring(encryption, randomBytes);
  const webhooks = createWebhookWorker({ means, keyring, targets, log });
  const app = await composeApp({ config, log, means, slack, scim, sandbox, webhooks: { keyring, targets } });
  const server = await listen(app, config);
  sandbox?.connect(`${loopbackOf(server)}/slack/events`, config.publicUrl);
  const stopJobs = startJobs(means, { slack, scim, webhooks }, log);
  return {
    publicUrl: config.publicUrl,
    sandbox,
    stop: async () => {
      await closeServer(server);
      await Promise.all([slack.stop(), scim.stop(), stopJobs(), sandbox?.close()]);
      await means.committer.idle();
      await db.close();
      await database.close();
    },
  };
}

async function databaseOf(config: Config, report: (line: string) => void): Promise<{ uri: string; close(): Promise<void> }> {
  if (config.database.kind === 'external') return { uri: config.database.uri, close: async () => undefined };
  return openEmbedded({ dataDir: config.dataDir, role: 'product', report, env: process.env });
}

const sandboxFile = (config: Config): string => join(config.dataDir, 'sandbox.json');

function slackEdgeOf(config: Config, sandbox: Sandbox | null, encryptionKeys: string[], means: Means, log: Logger): SlackEdge {
  return createSlackEdge({
    means,
    log,
    slack: slackConnectionOf(config, sandbox),
    ...(config.appToken ? { appToken: config.appToken } : {}),
    encryptionKeys,
    slackApiUrl: sandbox?.apiUrl ?? config.slackApiUrl,
    publicUrl: config.publicUrl,
  });
}

function slackConnectionOf({ slack }: Config, sandbox: Sandbox | null): SlackConnection {
  if (slack.kind !== 'sandbox') return slack;
  if (!sandbox) throw new Error('no sandbox runs');
  return { kind: 'token', signingSecret: sandbox.signingSecret, botToken: sandbox.botToken };
}

interface Parts {
  config: Config;
  log: Logger;
  means: Means;
  slack: SlackEdge;
  scim: ScimEdge;
  sandbox: Sandbox | null;
  webhooks: ApiOptions['webhooks'];
}

async function composeApp({ config, log, means, slack, scim, sandbox, webhooks }: Parts): Promise<Express> {
  const { session } = await loadSecrets(config);
  const app = express();
  app.disable('x-powered-by');
  // No header says whom a request comes from: `scim.allowed_ips` goes by the connection's own address, a proxy's where there is one.
  app.set('trust proxy', false);
  app.use(requestId);
  app.use(healthRouter(readiness(means, slack)));
  app.use(slack.router); // before any body parser: Slack's signature is over the raw body
  app.use(scim.find);
  app.use('/scim/v2', scim.router);
  app.use('/scim/oauth', scim.oauth);
  app.use('/scim', scim.elsewhere);
  app.use(
    helmet({
      contentSecurityPolicy: { directives: contentSecurity(config) },
      strictTransportSecurity: config.publicUrl.startsWith('https:'),
    }),
  );
  app.use(
    createApi({
      means,
      log,
      publicUrl: config.publicUrl,
      signIn: signInOf(config, sandbox),
      sessionSecret: session,
      resync: (id) => slack.resync(id),
      ...(config.slack.kind === 'oauth' ? { slackInstallPath: '/slack/install' } : {}),
      sandboxUrl: sandbox?.url ?? null,
      webhooks,
    }),
  );
  app.use(serveDashboard());
  app.use(answerPlainly(log));
  return app;
}

/** Mantine sets styles in elements; all else comes from here. Plain http on loopback must not be upgraded. */
const contentSecurity = (config: Config) => ({
  'default-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'upgrade-insecure-requests': config.publicUrl.startsWith('https:') ? [] : null,
});

function signInOf(config: Config, sandbox: Sandbox | null): { issuer: string; clientId: string; clientSecret: string } | null {
  if (sandbox) return { issuer: sandbox.issuer, clientId: sandbox.clientId, clientSecret: sandbox.clientSecret };
  const { slack, oidcIssuer: issuer } = config;
  if (slack.kind === 'oauth') return { issuer, clientId: slack.clientId, clientSecret: slack.clientSecret };
  return slack.kind === 'token' && slack.signIn ? { issuer, ...slack.signIn } : null;
}

const readiness = ({ db }: Means, slack: SlackEdge) => ({
  database: async () => {
    if (!db.ready()) return 'cannot be reached';
    return (
      db.connection.db?.command({ ping: 1 }).then(
        () => null,
        () => 'does not answer',
      ) ?? 'cannot be reached'
    );
  },
  slack: async () => (slack.ready() ? null : 'the workspace is not known yet: Slack has not answered'),
});

const MINUTE = 60_000;

/** Whatever has something that comes round again. */
interface Edges {
  slack: SlackEdge;
  scim: ScimEdge;
  webhooks: WebhookWorker;
}

/** Once the database is there: learns the workspace, takes up what a crash left, and what comes round again. */
function startJobs(means: Means, { slack, scim, webhooks }: Edges, log: Logger): () => Promise<void> {
  let stopPeriodic: (() => Promise<void>) | undefined;
  let stopped = false;
  void means.db.connected.then(() => {
    if (stopped) return;
    slack.start().catch((error: unknown) => log.error({ err: error }, 'the Slack side did not start'));
    stopPeriodic = startPeriodic(
      [
        { name: 'resume sweeps', everyMs: MINUTE, run: () => resumeSweeps(means) },
        { name: 'tell owners', everyMs: MINUTE, run: () => slack.tellOwners() },
        { name: 'resume lists of members', everyMs: 10_000, run: () => scim.resumeLists() },
        { name: 'expire break-glass', everyMs: MINUTE, run: () => expireBreakGlass(means) },
        { name: 'seal the audit', everyMs: MINUTE, run: () => sealAudit(means, log) },
        { name: 'deliver webhooks', everyMs: 1000, run: webhooks.begin },
      ],
      log,
    );
  });
  return async () => {
    stopped = true;
    await Promise.all([webhooks.stop(), stopPeriodic?.()]);
  };
}

/** `rollcall resync`, in a process of its own: compares with the Slack that the product speaks to. @throws where Slack can't be reached */
export async function resyncFromShell(
  config: Config,
  means: Means,
  organizationId: string,
  onProgress: (line: string) => void,
): Promise<ResyncReport> {
  const sandbox = config.slack.kind === 'sandbox' ? readState(sandboxFile(config)) : null;
  if (config.slack.kind === 'sandbox' && !sandbox) throw new Error('No Slack workspace is connected: start the product first');
  const slackApiUrl = sandbox ? `http://127.0.0.1:${sandbox.port}/api/` : config.slackApiUrl;
  const token = sandbox?.workspace.app.botToken ?? (config.slack.kind === 'token' ? config.slack.botToken : null);
  const oauth = config.slack.kind === 'oauth' ? { credentials: config.slack, encryptionKeys: (await loadSecrets(config)).encryption } : {};
  return resync({ means, botToken: token, ...oauth, slackApiUrl }, organizationId, onProgress);
}
