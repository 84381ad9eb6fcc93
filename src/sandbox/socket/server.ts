/** Socket Mode's other end (docs.slack.dev/apis/events-api/using-socket-mode): connections that apps open, envelopes over them, and their acknowledgements. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Answer } from '../events/request.ts';
import type { Outgoing, Transport } from '../events/transport.ts';
import { secret } from '../workspace/ids.ts';

export interface SocketServer {
  /** An address for one connection, good once and for a short while. */
  ticket(origin: string): string;
  send: Transport;
  connections(): number;
  /** Tells every app's connection to go, with Slack's word: `warning` (some seconds are left), `refresh_requested`, `link_disabled`. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled', leftMs?: number): void;
  /** Cuts them all, without a word. */
  cut(): void;
  close(): void;
}

const answerWithin = 3000;
const ticketLives = 30_000;
const pingEvery = 5000;

const ackSchema = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

export interface SocketOptions {
  readonly server: Server;
  readonly appId: string;
  readonly now: () => number;
}

export function createSocketServer({ server, appId, now }: SocketOptions): SocketServer {
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const tickets = new Map<string, number>();
  const waiting = new Map<string, (payload: unknown) => void>();
  /** Those that were told to go get nothing more. */
  const leaving = new Set<WebSocket>();
  let turn = 0;

  const upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const url = new URL(req.url ?? '', 'http://sandbox');
    const issued = tickets.get(url.searchParams.get('ticket') ?? '');
    tickets.delete(url.searchParams.get('ticket') ?? '');
    if (url.pathname !== '/link/' || issued === undefined || now() - issued > ticketLives) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    wss.handleUpgrade(req, socket, head, greet);
  };

  const greet = (webSocket: WebSocket): void => {
    webSocket.on('message', (data: Buffer) => acknowledged(data.toString('utf8')));
    webSocket.on('error', () => webSocket.terminate());
    const timer = setInterval(() => webSocket.ping(), pingEvery);
    timer.unref();
    webSocket.on('close', () => (clearInterval(timer), leaving.delete(webSocket)));
    const hello = { type: 'hello', num_connections: wss.clients.size, connection_info: { app_id: appId }, debug_info: { host: 'sandbox' } };
    webSocket.send(JSON.stringify(hello));
  };

  const acknowledged = (text: string): void => {
    const read = ackSchema.safeParse(jsonOf(text));
    if (!read.success) return;
    waiting.get(read.data.envelope_id)?.(read.data.payload);
    waiting.delete(read.data.envelope_id);
  };

  const open = (): readonly WebSocket[] => [...wss.clients].filter((one) => one.readyState === one.OPEN && !leaving.has(one));

  const send: Transport = async (outgoing) => {
    const began = performance.now();
    const all = open();
    turn += 1;
    const chosen = all[turn % Math.max(1, all.length)];
    const done = (status: number | null, failure: Answer['failure'], body = ''): Answer => ({
      status,
      failure,
      body,
      noRetry: false,
      ms: Math.round(performance.now() - began),
    });
    if (chosen === undefined) return done(null, 'connection_failed');
    const id = randomUUID();
    const answered = new Promise<unknown>((resolve) => waiting.set(id, resolve));
    chosen.send(JSON.stringify(envelopeOf(id, outgoing)));
    const late = Symbol('late');
    const answer = await Promise.race([answered, wait(answerWithin).then(() => late)]);
    waiting.delete(id);
    if (answer === late) return done(null, 'http_timeout');
    return done(200, null, answer === undefined ? '' : JSON.stringify(answer));
  };

  server.on('upgrade', upgrade);
  return {
    ticket: (origin) => {
      const ticket = secret(16);
      tickets.set(ticket, now());
      return `${origin.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${appId}`;
    },
    send,
    connections: () => open().length,
    disconnect: (reason, leftMs = 1000) => {
      for (const webSocket of open()) {
        leaving.add(webSocket);
        webSocket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
        setTimeout(() => webSocket.close(1000), leftMs).unref();
      }
    },
    cut: () => {
      for (const webSocket of wss.clients) webSocket.terminate();
    },
    close: () => {
      for (const webSocket of wss.clients) webSocket.terminate();
      wss.close();
    },
  };
}

const envelopeOf = (id: string, { kind, payload, retry }: Outgoing): Record<string, unknown> => ({
  envelope_id: id,
  type: kind,
  payload,
  accepts_response_payload: kind !== 'events_api',
  ...(kind === 'events_api' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {}),
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
