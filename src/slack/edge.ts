import type { Router } from 'express';
import type { Logger } from 'pino';
import type { Means } from '../provisioning/means.ts';
import { createKeyring } from '../store/keyring.ts';
import type { InboxEntry } from '../store/slack-inbox.ts';
import { createInbox } from './inbox/inbox.ts';
import { createWorker } from './inbox/worker.ts';
import { createLifecycle, type LifecycleOptions } from './install/lifecycle.ts';
import { installRouter } from './install/router.ts';
import { startInstallations } from './install/start.ts';
import { createInstallations, type Installation, slackActor } from './installation.ts';
import { registerListeners } from './listeners/index.ts';
import { createMirrors } from './mirror/mirrors.ts';
import type { ResyncReport } from './mirror/report.ts';
import { tellAllOwners } from './notices/index.ts';
import { authorizeBy } from './receiver/authorize.ts';
import { createBoltApp } from './receiver/bolt-app.ts';
import { createReceiver } from './receiver/receiver.ts';
import { createRespond } from './response-url.ts';
import { isTokenRefused } from './slack-trouble.ts';
import { createSocketMode } from './socket/socket-mode.ts';
import { createUnderWay } from './under-way.ts';
import { workOff } from './work/index.ts';

/** How the app is connected: one workspace by its bot token, or many through OAuth. */
export type SlackConnection =
  | { kind: 'token'; signingSecret: string; botToken: string }
  | { kind: 'oauth'; signingSecret: string; clientId: string; clientSecret: string; stateSecret: string };

export interface SlackEdgeOptions {
  means: Means;
  log: Logger;
  slack: SlackConnection;
  /** Socket Mode: Slack is asked for a connection, and need not reach us. */
  appToken?: string;
  /** ENCRYPTION_KEY's, the newest first. */
  encryptionKeys: string[];
  /** Ends in `/api/`. */
  slackApiUrl: string;
  publicUrl: string;
  /** For tests: how long a crashed process keeps an event. */
  leaseMs?: number;
}

export interface SlackEdge {
  /** `/slack/events`, and with OAuth `/slack/install` and `/slack/oauth_redirect`; to be mounted before any body parser, as the signature is over the raw body. */
  router: Router;
  /** Learns what the app is installed in and starts what runs by itself. Resolves after the first try; while Slack or the database is away it goes on trying. */
  start(): Promise<void>;
  /** Whether it is known what the app is installed in; nothing at all is an answer too. */
  ready(): boolean;
  /** Compares an organization with Slack now. @throws where Slack refuses, or the app isn't installed there */
  resync(organizationId: string, onProgress?: (line: string) => void): Promise<ResyncReport>;
  /** Tells each organization's owners what they are to know, once; to be called every minute, by however many processes. */
  tellOwners(): Promise<void>;
  /** Takes nothing more, and waits for what is under way. */
  stop(): Promise<void>;
}

/** The Slack edge: events, commands and the mirror of every workspace that the app is installed in (E1, E5, E6, A1, A7). */
export function createSlackEdge(options: SlackEdgeOptions): SlackEdge {
  const { means, log, slack, slackApiUrl, publicUrl } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const installations = createInstallations();
  const lifecycleOptions = lifecycleOptionsOf(options, installations);
  const lifecycle = createLifecycle(lifecycleOptions);
  const underWay = createUnderWay(log);
  /** A call that Slack refuses because of the token may be how we learn that the app was removed while nobody listened. */
  const attended = async <T>(installation: Installation, work: (fresh: Installation) => Promise<T>): Promise<T> => {
    const fresh = await lifecycle.fresh(installation);
    try {
      return await work(fresh);
    } catch (error) {
      if (isTokenRefused(error)) await lifecycle.check(fresh, 'revoked');
      throw error;
    }
  };
  const mirrors = createMirrors({ means, log, installations, lifecycle, attended, signal });
  const worker = createWorker({
    means,
    log,
    organizationIds: installations.organizationIds,
    work: async (entry) => {
      const installation = (entry.via && installations.byId(entry.via)) || installations.ofOrganization(entry.org);
      if (!installation) throw new Error(`no installation of organization ${entry.org}`);
      await attended(installation, (fresh) => workOff(contextOf(fresh, entry), entry));
    },
    ...(options.leaseMs ? { leaseMs: options.leaseMs } : {}),
  });
  const contextOf = (installation: Installation, entry: InboxEntry): Parameters<typeof workOff>[0] => ({
    means,
    installation,
    lifecycle,
    remirror: () => mirrors.atOnce(installation.organizationId),
    origin: { actor: slackActor(installation), cause: { type: 'slack_event', id: entry.eventId }, at: means.now() },
    log: log.child({ event: entry.eventId }),
    signal,
  });
  const running = startInstallations({ ...lifecycleOptions, lifecycle, mirrors, signal });
  const { receiver, router } = createReceiver({ signingSecret: slack.signingSecret, log, now: means.now });
  const socket = options.appToken ? createSocketMode({ appToken: options.appToken, slackApiUrl, log }) : null;
  const onLimited = (teamId: string | null): void => {
    const limited = installations.ofTeam(teamId, null);
    if (limited) mirrors.soon(limited.organizationId);
  };
  const authorize = authorizeBy(lifecycle, running.ready);
  const bolt = createBoltApp({ receiver: socket?.beside(receiver) ?? receiver, authorize, slackApiUrl, log, onLimited }).then((app) =>
    registerListeners(app, {
      means,
      log,
      publicUrl,
      installations,
      lifecycle,
      ready: running.ready,
      inbox: createInbox(means, worker.wake),
      respond: createRespond(slackApiUrl, log),
      underWay,
      missed: mirrors.soon,
      resync: mirrors.run,
    }),
  );
  if (slack.kind === 'oauth') {
    const { clientId, clientSecret, stateSecret } = slack;
    const credentials = { clientId, clientSecret };
    const install = { means, log, credentials, stateSecret, slackApiUrl, publicUrl, lifecycle, onInstalled: mirrors.atOnce };
    router.use(installRouter(install));
  }

  return {
    router,
    start: async () => {
      await bolt;
      await running.start(() => {
        worker.start();
        mirrors.start();
        socket?.start();
      });
    },
    ready: running.ready,
    resync: mirrors.run,
    tellOwners: tellAllOwners({ means, log, publicUrl, since: means.now(), installations, attended, signal }),
    stop: async () => {
      stopping.abort();
      await socket?.stop();
      await Promise.all([worker.stop(), mirrors.stop(), running.stop(), underWay.idle()]);
    },
  };
}

function lifecycleOptionsOf(
  { means, log, slack, slackApiUrl, encryptionKeys }: SlackEdgeOptions,
  installations: ReturnType<typeof createInstallations>,
): LifecycleOptions {
  return {
    means,
    log,
    keyring: createKeyring(encryptionKeys, means.randomBytes),
    slackApiUrl,
    installations,
    botToken: slack.kind === 'token' ? slack.botToken : null,
    credentials: slack.kind === 'oauth' ? { clientId: slack.clientId, clientSecret: slack.clientSecret } : null,
  };
}
