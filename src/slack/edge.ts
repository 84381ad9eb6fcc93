import type { Router } from 'express';
import type { Logger } from 'pino';
import type { Means } from '../provisioning/means.ts';
import { createInbox } from './inbox/inbox.ts';
import { createWorker } from './inbox/worker.ts';
import { createInstallations, type Installations, learnInstallation, slackActor } from './installation.ts';
import { registerListeners } from './listeners/index.ts';
import { createMirrors } from './mirror/mirrors.ts';
import type { ResyncReport } from './mirror/report.ts';
import { createBoltApp } from './receiver/bolt-app.ts';
import { createReceiver } from './receiver/receiver.ts';
import { createRespond } from './response-url.ts';
import { createUnderWay } from './under-way.ts';
import { untilItWorks } from './until-it-works.ts';
import { workOff } from './work/index.ts';

export interface SlackEdgeOptions {
  means: Means;
  log: Logger;
  /** One workspace by its bot token. */
  slack: { kind: 'token'; signingSecret: string; botToken: string };
  /** Ends in `/api/`. */
  slackApiUrl: string;
  publicUrl: string;
  /** For tests: how long a crashed process keeps an event. */
  leaseMs?: number;
}

export interface SlackEdge {
  /** `POST /slack/events`; to be mounted before any body parser, as the signature is over the raw body. */
  router: Router;
  /** Learns the workspace and starts what runs by itself. Resolves after the first try; while Slack or the database is away it goes on trying. */
  start(): Promise<void>;
  /** Whether the organization is known. */
  ready(): boolean;
  /** Compares an organization with Slack now. @throws where Slack refuses, or the app isn't installed there */
  resync(organizationId: string, onProgress?: (line: string) => void): Promise<ResyncReport>;
  /** Takes nothing more, and waits for what is under way. */
  stop(): Promise<void>;
}

/** The Slack edge: events, commands and the mirror of one workspace (DECISIONS E1, E5, E6, A1, A7). */
export function createSlackEdge(options: SlackEdgeOptions): SlackEdge {
  const { means, log, slackApiUrl, publicUrl } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const installations = createInstallations();
  const underWay = createUnderWay(log);
  const mirrors = createMirrors({ means, log, installations, signal });
  const worker = createWorker({
    means,
    log,
    organizationIds: installations.organizationIds,
    work: workWith(means, log, installations, signal),
    ...(options.leaseMs ? { leaseMs: options.leaseMs } : {}),
  });
  const { receiver, router } = createReceiver({ signingSecret: options.slack.signingSecret, log, now: means.now });
  const inbox = createInbox(means, worker.wake);
  const onLimited = (teamId: string | null): void => {
    const limited = installations.ofTeam(teamId, null);
    if (limited) mirrors.soon(limited.organizationId);
  };
  const bolt = createBoltApp({ receiver, installations, slackApiUrl, log, onLimited }).then((app) =>
    registerListeners(app, {
      means,
      log,
      publicUrl,
      installations,
      inbox,
      respond: createRespond(slackApiUrl, log),
      underWay,
      missed: mirrors.soon,
      resync: mirrors.run,
    }),
  );

  const learn = async (): Promise<void> => {
    await bolt;
    installations.add(await learnInstallation(means, options.slack.botToken, { slackApiUrl, log, patience: { signal } }));
    if (signal.aborted) return;
    worker.start();
    mirrors.start();
  };

  return {
    router,
    start: () => untilItWorks(learn, { log, signal, what: 'the Slack workspace could not be learned' }),
    ready: () => installations.organizationIds().length > 0,
    resync: mirrors.run,
    stop: async () => {
      stopping.abort();
      await Promise.all([worker.stop(), mirrors.stop(), underWay.idle()]);
    },
  };
}

const workWith =
  (means: Means, log: Logger, installations: Installations, signal: AbortSignal): Parameters<typeof createWorker>[0]['work'] =>
  async (entry) => {
    const installation = installations.ofOrganization(entry.org);
    if (!installation) throw new Error(`no installation of organization ${entry.org}`);
    const origin = { actor: slackActor(installation), cause: { type: 'slack_event', id: entry.eventId }, at: means.now() };
    await workOff({ means, installation, origin, log: log.child({ event: entry.eventId }), signal }, entry);
  };
