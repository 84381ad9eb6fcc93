import { setTimeout as sleep } from 'node:timers/promises';
import type { App, Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { isTokenRefused, retryAfterOf } from '../slack-trouble.ts';
import { slackClient } from '../web-client.ts';
import { answerEnvelope } from './answer-envelope.ts';
import { type Connection, connect } from './connection.ts';

export interface SocketModeOptions {
  /** `xapp-…`, with `connections:write`. */
  appToken: string;
  slackApiUrl: string;
  log: Logger;
}

export interface SocketMode {
  /** The receiver that gives Bolt's app to both: Slack's own setting decides over which of the two it sends. */
  beside(http: Receiver): Receiver;
  /** Connects in the background, and stays connected. */
  start(): void;
  /** Answers what is under way, and closes. */
  stop(): Promise<void>;
}

/** Slack refreshes connections every few hours: with two of them one is always there. */
const CONNECTIONS = 2;
/** One that is taken away sooner than this is not asked for anew at once. */
const LASTS_MS = 5000;
const FIRST_MS = 500;
const MOST_MS = 30_000;

/**
 * Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode): Slack's requests come over WebSockets that we opened. An envelope is
 * acknowledged once it is stored; what isn't acknowledged Slack sends again, over whichever connection there is.
 */
export function createSocketMode({ appToken, slackApiUrl, log }: SocketModeOptions): SocketMode {
  const stopping = new AbortController();
  const { signal } = stopping;
  const client = slackClient(appToken, slackApiUrl, log);
  const running: Promise<void>[] = [];
  let app: App | null = null;

  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined); // stopped

  const open = async (): Promise<Connection> => {
    const { url } = await client.apps.connections.open({});
    if (!url) throw new Error('Slack gave no address for Socket Mode');
    return connect(url, async (envelope) => app && answerEnvelope(app, envelope, log));
  };

  /** Tries until there is one, ever more slowly. @returns null once we stop */
  const opened = async (): Promise<Connection | null> => {
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        return await open();
      } catch (error) {
        const level = isTokenRefused(error) ? 'error' : failures === 0 ? 'warn' : 'debug';
        log[level]({ err: error }, 'no Socket Mode connection could be opened, and it is tried again');
        const seconds = retryAfterOf(error);
        const delay = seconds === null ? Math.min(MOST_MS, FIRST_MS * 2 ** failures) : seconds * 1000;
        await pause(delay);
      }
    }
    return null;
  };

  /** One place of a connection: where Slack wants it gone, the next one is there first. */
  const hold = async (): Promise<void> => {
    const stopped = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
    let current = await opened();
    while (current) {
      const since = performance.now();
      const reason = await Promise.race([current.ended, stopped]);
      if (signal.aborted) return current.retire();
      if (reason === 'link_disabled') log.error('Socket Mode was turned off in the app’s settings at Slack');
      else log.debug({ reason }, 'a Socket Mode connection is replaced');
      if (performance.now() - since < LASTS_MS) await pause(FIRST_MS);
      const next = await opened();
      await current.retire();
      current = next;
    }
  };

  return {
    beside: (http) => ({
      init: (given) => {
        app = given;
        http.init(given);
      },
      start: async () => undefined, // ours are the listening and the connecting
      stop: async () => undefined,
    }),
    start: () => {
      for (let i = running.length; i < CONNECTIONS; i++) running.push(hold());
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
