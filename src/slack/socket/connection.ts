import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, buildConnector, ping, WebSocket } from 'undici';
import { type Envelope, readMessage } from './messages.ts';

/** One Socket Mode connection that Slack has greeted. */
export interface Connection {
  /** Resolves when Slack wants it gone: with its reason, or with null where it broke. */
  ended: Promise<string | null>;
  /** Sends what is still to be answered, and closes it. */
  retire(): Promise<void>;
}

/** What is to be answered to an envelope: null, and Slack sends it again. */
export type Answerer = (envelope: Envelope) => Promise<object | null>;

const GREETED_WITHIN_MS = 10_000;
const PING_EVERY_MS = 10_000;
/** Slack pings too: a connection over which nothing came for so long is dead. */
const SILENT_MS = 30_000;
/** Slack waits three seconds for an answer. */
const ANSWERS_WITHIN_MS = 3000;
const CLOSED_WITHIN_MS = 1000;

/**
 * Opens a connection at an address that Slack gave (apps.connections.open; it is good once).
 * @throws where Slack doesn't greet in time
 */
export async function connect(url: string, answer: Answerer): Promise<Connection> {
  const { dispatcher, socket } = holdingSocket();
  const webSocket = new WebSocket(url, { dispatcher });
  const underWay = new Set<Promise<void>>();
  const greeted = deferred<void>();
  const ended = deferred<string | null>();
  greeted.promise.catch(() => undefined); // awaited below, and over by then where it fails late

  const take = async (envelope: Envelope): Promise<void> => {
    const answered = await answer(envelope);
    if (answered && webSocket.readyState === WebSocket.OPEN) webSocket.send(JSON.stringify(answered));
  };

  const isAlive = watch(webSocket, () => ended.resolve(null));
  webSocket.addEventListener('message', ({ data }) => {
    isAlive();
    const message = readMessage(typeof data === 'string' ? data : '');
    if (message?.kind === 'hello') greeted.resolve();
    if (message?.kind === 'disconnect') ended.resolve(message.reason);
    if (message?.kind !== 'envelope') return;
    const taking = take(message.envelope).finally(() => underWay.delete(taking));
    underWay.add(taking);
  });
  const over = (): void => {
    greeted.reject(new Error('the Socket Mode connection was closed'));
    ended.resolve(null);
  };
  webSocket.addEventListener('close', over);
  webSocket.addEventListener('error', over);

  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => webSocket.addEventListener('close', resolve));
    if (webSocket.readyState < WebSocket.CLOSING) webSocket.close(1000);
    if (webSocket.readyState !== WebSocket.CLOSED) await Promise.race([closed, sleep(CLOSED_WITHIN_MS, undefined, { ref: false })]);
    socket()?.destroy(); // a peer that doesn't finish the closing handshake would hold it for long
    await dispatcher.destroy();
  };

  const late = sleep(GREETED_WITHIN_MS, undefined, { ref: false }).then(() => {
    throw new Error('Slack did not greet the Socket Mode connection');
  });
  late.catch(() => undefined);
  try {
    await Promise.race([greeted.promise, late]);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ended: ended.promise,
    retire: async () => {
      await Promise.race([Promise.allSettled(underWay), sleep(ANSWERS_WITHIN_MS, undefined, { ref: false })]);
      await close();
    },
  };
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: Error) => void } {
  let [resolve, reject]: [(value: T) => void, (error: Error) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve: (value) => resolve(value), reject: (error) => reject(error) };
}

/** undici hides a WebSocket's socket; held, it can be destroyed. */
function holdingSocket(): { dispatcher: Agent; socket: () => Socket | undefined } {
  let held: Socket | undefined;
  const connectTo = buildConnector({ allowH2: false });
  const dispatcher = new Agent({
    connect: (options, callback) =>
      connectTo(options, (error, socket) => {
        held = socket ?? undefined;
        if (socket) callback(null, socket);
        else callback(error ?? new Error('no socket'), null);
      }),
  });
  return { dispatcher, socket: () => held };
}

/**
 * Pings, and tells when nothing has come for too long. undici tells of pings and pongs over channels of the whole process.
 * @returns to be called on each sign of life
 */
function watch(webSocket: WebSocket, onSilence: () => void): () => void {
  let heard = performance.now();
  const isAlive = (): void => {
    heard = performance.now();
  };
  const onFrame = (message: unknown): void => {
    if (typeof message === 'object' && message !== null && 'websocket' in message && message.websocket === webSocket) isAlive();
  };
  const frames = ['undici:websocket:ping', 'undici:websocket:pong'].map((name) => channel(name));
  for (const frame of frames) frame.subscribe(onFrame);
  const timer = setInterval(() => {
    if (performance.now() - heard > SILENT_MS) onSilence();
    else if (webSocket.readyState === WebSocket.OPEN) ping(webSocket, Buffer.from('rollcall'));
  }, PING_EVERY_MS);
  timer.unref();
  webSocket.addEventListener('close', () => {
    clearInterval(timer);
    for (const frame of frames) frame.unsubscribe(onFrame);
  });
  return isAlive;
}
