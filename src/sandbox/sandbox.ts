/**
 * The sandbox: a practice Slack workspace and IdP on loopback. It speaks Slack's HTTP to the product (signed requests in, Web API
 * out) and SCIM as an IdP would; nothing in the product knows that it isn't Slack.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { controlRouter } from './control/router.ts';
import { createDeliveryLog } from './events/deliveries.ts';
import { createSender, type EventSender } from './events/sender.ts';
import { createFaults } from './faults.ts';
import { createIdp, type Idp } from './idp/idp.ts';
import { seedIdp } from './idp/seed.ts';
import { createInteractions } from './interactions/interact.ts';
import { createResponseUrls } from './interactions/response-urls.ts';
import { createTriggers } from './interactions/triggers.ts';
import { createViews } from './interactions/views.ts';
import { newKeyPem, signingKey } from './oidc/keys.ts';
import { oidcRouter } from './oidc/router.ts';
import { createSignIns } from './oidc/sign-ins.ts';
import { pageRouter } from './page-files.ts';
import { readState, type Saved, writeState } from './state-file.ts';
import { createRateLimit } from './web-api/rate-limit.ts';
import { webApiRouter } from './web-api/router.ts';
import { cryptoRandom, type Random } from './workspace/ids.ts';
import { seedWorkspace } from './workspace/seed.ts';
import { createStore } from './workspace/store.ts';
import { createControl, type WorkspaceControl } from './workspace-control.ts';

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

  // The workspace's own time, which can be moved on. What is signed, limited or ends after a while goes by the real one.
  let ahead = 0;
  const workspaceNow = (): number => now() + ahead;
  const advance = (ms: number): void => {
    ahead += ms;
  };
  const faults = createFaults(workspaceNow);
  const log = createDeliveryLog(() => store.touch());
  const store = createStore({
    initial: saved.workspace,
    now: workspaceNow,
    random,
    save: (workspace) => save({ workspace }),
    emit: (event) => sender.emit(event),
  });
  const sender: EventSender = createSender({
    state: store.get,
    url: () => eventsUrl,
    now,
    random,
    retryDelaysMs: options.retryDelaysMs ?? defaultRetries,
    log,
    faults,
  });
  const views = createViews({ state: store.get, random, now, changed: store.touch });
  const triggers = createTriggers(now);
  const responseUrls = createResponseUrls({ store, now, origin });
  const signIns = createSignIns(now);
  const key = await signingKey(saved.signingKeyPem, saved.workspace.app.id);
  const interactions = createInteractions({
    store,
    views,
    triggers,
    responseUrls,
    log,
    url: () => eventsUrl,
    now,
    emit: sender.emit,
    abort: closing.signal,
  });
  const workspace = createControl({ store, views, interactions, sender, log, faults, advance });
  const idp = createIdp({ initial: saved.idp, save: (state) => save({ idp: state }), now, random, abort: closing.signal });

  const services = { store, views, triggers, signIns, keys: key, now };
  const productOrigins = (): readonly string[] => [eventsUrl, dashboardUrl].flatMap((one) => (one === null ? [] : [new URL(one).origin]));
  const app = express();
  app.disable('x-powered-by');
  app.use('/api', webApiRouter({ services, faults, rateLimit: createRateLimit(now, options.rateLimits ?? false), origin }));
  app.use('/hooks', responseUrls.router);
  app.use(oidcRouter({ store, signIns, key, now, origin, productOrigins }));
  app.use('/sandbox/api', controlRouter({ workspace, idp, links: () => ({ eventsUrl, dashboardUrl }) }));
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
    connect: (to, dashboard) => {
      eventsUrl = to;
      dashboardUrl = dashboard ?? options.dashboardUrl ?? new URL('/', to).href;
      store.touch();
    },
    close: async () => {
      closing.abort();
      await sender.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
    workspace,
    idp,
  };
}

const freshState = (now: number, random: Random): Omit<Saved, 'port'> => ({
  version: 1,
  workspace: seedWorkspace(now, random),
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
