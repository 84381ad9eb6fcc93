/**
 * The sandbox: a practice Slack workspace and IdP on loopback. It speaks Slack's HTTP to the product (signed requests in, Web API
 * out) and SCIM as an IdP would; nothing in the product knows that it isn't Slack.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { type Company, createCompany } from './company.ts';
import { controlRouter } from './control/router.ts';
import { createDeliveryLog } from './events/deliveries.ts';
import { httpTransport } from './events/request.ts';
import type { Transport } from './events/transport.ts';
import { createFaults } from './faults.ts';
import { createIdp, type Idp } from './idp/idp.ts';
import { seedIdp } from './idp/seed.ts';
import { createInstallCodes } from './oauth/codes.ts';
import { installRouter } from './oauth/router.ts';
import { newKeyPem, signingKey } from './oidc/keys.ts';
import { oidcRouter } from './oidc/router.ts';
import { createSignIns } from './oidc/sign-ins.ts';
import { pageRouter } from './page-files.ts';
import { createSocketServer, type SocketServer } from './socket/server.ts';
import { readState, type Saved, writeState } from './state-file.ts';
import { createRateLimit } from './web-api/rate-limit.ts';
import { type CallServices, webApiRouter } from './web-api/router.ts';
import { cryptoRandom, type Random } from './workspace/ids.ts';
import type { WorkspaceState } from './workspace/model.ts';
import { grantedScopes, seedWorkspace } from './workspace/seed.ts';
import { type CompanyKind, seedCompany } from './workspace/seed-others.ts';
import type { WorkspaceStore } from './workspace/store.ts';
import type { WorkspaceControl } from './workspace-control.ts';

export interface SandboxOptions {
  /** 0 or none: the state file's last one if it is free, else any free one. */
  readonly port?: number;
  /** Where everything is kept, as JSON; none: in memory only. */
  readonly stateFile?: string;
  /** Unix milliseconds. */
  readonly now?: () => number;
  /** In [0, 1); for ids. Secrets are always the machine's own randomness. */
  readonly random?: Random;
  /** The waits before each retry of an event. Slack's own are 0, 60,000 and 300,000. */
  readonly retryDelaysMs?: readonly number[];
  /** Whether the Web API holds to the tiers' calls a minute. */
  readonly rateLimits?: boolean;
  /** Where the pages' link back leads. */
  readonly dashboardUrl?: string;
}

export interface Sandbox {
  readonly url: string;
  /** Ends in `/api/`, for SLACK_API_URL. */
  readonly apiUrl: string;
  /** For SLACK_OIDC_ISSUER. */
  readonly issuer: string;
  readonly signingSecret: string;
  readonly botToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appId: string;
  readonly teamId: string;
  /** `xapp-…`, for SLACK_APP_TOKEN. */
  readonly appToken: string;
  /** Whether the app's settings say Socket Mode: then nothing is sent over HTTP. */
  useSocketMode(on: boolean): void;
  readonly socket: SocketServer;
  /** Another company, in which nobody has installed the app yet. */
  addCompany(kind: CompanyKind): WorkspaceControl;
  /** Says where the product listens for Slack (`…/slack/events`), and its dashboard if that isn't at the same origin. From then on events go out. */
  connect(eventsUrl: string, dashboardUrl?: string): void;
  close(): Promise<void>;
  readonly workspace: WorkspaceControl;
  readonly idp: Idp;
}

const defaultRetries = [0, 5000, 30_000];

/** Starts it on 127.0.0.1. Throws where the port is taken or the state file isn't ours. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { stateFile, now = Date.now, random = cryptoRandom } = options;
  const known = readState(stateFile);
  const server = createServer();
  const port = await listen(server, options.port ?? 0, known?.port ?? 0);
  let saved: Saved = { ...(known ?? freshState(now(), random)), port };
  const save = (part: Partial<Saved>): void => {
    const next = { ...saved, ...part };
    writeState(stateFile, next);
    saved = next;
  };
  save({});

  const url = `http://127.0.0.1:${port}`;
  const origin = (): string => url;
  const closing = new AbortController();
  let eventsUrl: string | null = null;
  let dashboardUrl: string | null = options.dashboardUrl ?? null;
  let socketMode = false;

  // The workspace's own time, which can be moved on. What is signed, limited or ends after a while goes by the real one.
  let ahead = 0;
  const workspaceNow = (): number => now() + ahead;
  const advance = (ms: number): void => {
    ahead += ms;
  };
  const faults = createFaults(workspaceNow);
  const log = createDeliveryLog(() => companies[0]?.store.touch());
  const socket = createSocketServer({ server, appId: saved.workspace.app.id, now });
  const { signingSecret } = saved.workspace.app;
  const overHttp = (to: string): Transport => httpTransport({ url: to, signingSecret, now, abort: closing.signal });
  const transport = (): Transport | null => (socketMode ? socket.send : eventsUrl === null ? null : overHttp(eventsUrl));
  const companyOf = (initial: WorkspaceState, keep: (state: WorkspaceState) => void): Company =>
    createCompany({
      initial,
      save: keep,
      workspaceNow,
      now,
      random,
      retryDelaysMs: options.retryDelaysMs ?? defaultRetries,
      log,
      faults,
      advance,
      origin,
      transport,
      url: () => eventsUrl,
      abort: closing.signal,
    });
  const other = (initial: WorkspaceState, at: number): Company =>
    companyOf(initial, (state) => save({ others: saved.others.with(at, state) }));
  const first = companyOf(saved.workspace, (workspace) => save({ workspace }));
  const companies: Company[] = [first, ...saved.others.map(other)];
  const signIns = createSignIns(now);
  const installs = createInstallCodes(now);
  const key = await signingKey(saved.signingKeyPem, saved.workspace.app.id);
  const idp = createIdp({ initial: saved.idp, save: (state) => save({ idp: state }), now, random, abort: closing.signal });

  const workspaces = (): readonly WorkspaceStore[] => companies.map(({ store }) => store);
  const services = ({ store, views, triggers }: Company): CallServices => ({
    ...{ store, views, triggers, signIns, installs, workspaces, socket, keys: key, now },
  });
  const productOrigins = (): readonly string[] => [eventsUrl, dashboardUrl].flatMap((one) => (one === null ? [] : [new URL(one).origin]));
  const app = express();
  app.disable('x-powered-by');
  const rateLimit = createRateLimit(now, options.rateLimits ?? false);
  app.use('/api', webApiRouter({ companies: () => companies.map(services), faults, rateLimit, origin }));
  app.use('/hooks', (req, res, next) => {
    const tries = companies.map(({ responseUrls }) => responseUrls.router);
    const turn = (n: number): void => {
      const router = tries[n];
      if (router === undefined) res.status(404).json({ ok: false, error: 'expired_url' });
      else router(req, res, (error?: unknown) => (error ? next(error) : turn(n + 1)));
    };
    turn(0);
  });
  app.use(oidcRouter({ workspaces, clientId: () => first.store.get().app.clientId, signIns, key, now, origin, productOrigins }));
  app.use(installRouter({ workspaces, codes: installs, now, productOrigins, scopes: mayAskFor }));
  app.use('/sandbox/api', controlRouter({ workspace: first.workspace, idp, links: () => ({ eventsUrl, dashboardUrl }) }));
  app.use(pageRouter());
  server.on('request', app);

  const { app: slackApp, team } = saved.workspace;
  return {
    url,
    apiUrl: `${url}/api/`,
    issuer: url,
    signingSecret: slackApp.signingSecret,
    botToken: slackApp.botToken,
    clientId: slackApp.clientId,
    clientSecret: slackApp.clientSecret,
    appId: slackApp.id,
    teamId: team.id,
    appToken: slackApp.appToken,
    connect: (to, dashboard) => {
      eventsUrl = to;
      dashboardUrl = dashboard ?? options.dashboardUrl ?? new URL('/', to).href;
      first.store.touch();
    },
    useSocketMode: (on) => {
      socketMode = on;
    },
    socket,
    addCompany: (kind) => {
      const initial = seedCompany(kind, first.store.get().app, workspaceNow(), random);
      save({ others: [...saved.others, initial] });
      const added = other(initial, saved.others.length - 1);
      companies.push(added);
      return added.workspace;
    },
    close: async () => {
      closing.abort();
      socket.close();
      await Promise.all(companies.map((company) => company.close()));
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
    workspace: first.workspace,
    idp,
  };
}

/** The bot scopes of the app's settings: an install may ask for these. */
const mayAskFor = [...grantedScopes, 'channels:history', 'groups:history', 'reactions:read', 'reactions:write'];

const freshState = (now: number, random: Random): Omit<Saved, 'port'> => ({
  version: 1,
  workspace: seedWorkspace(now, random),
  others: [],
  idp: seedIdp(random),
  signingKeyPem: newKeyPem(),
});

/** The wanted port; where any will do, last time's if it is free. Out: the one it got. */
async function listen(server: Server, wanted: number, last: number): Promise<number> {
  const tryOn = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  if (wanted !== 0 || last === 0) return tryOn(wanted);
  return tryOn(last).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return tryOn(0);
  });
}
