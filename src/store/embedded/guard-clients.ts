import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Answer, onRequests, type Request, send } from './messages.ts';

type Hello = Extract<Request, { type: 'hello' }>;
type Outcome = Extract<Answer, { type: 'ready' | 'failed' }>;

/** Those whom the guard keeps mongod running for. */
export type Clients = {
  port: number;
  /** Tells everybody, those who come later too, how starting mongod went. */
  announce(outcome: Outcome): void;
  isEmpty(): boolean;
  /** Lets nobody in any more. */
  shut(): void;
};

const HELLO_WITHIN_MS = 5_000;

/**
 * Listens on loopback for clients that know the secret.
 * @param onEmpty called whenever the last one has gone: said bye, or died
 */
export async function listenForClients(secret: string, onEmpty: () => void): Promise<Clients> {
  const held = new Map<Socket, Hello>();
  let outcome: Outcome | undefined;

  const leave = (socket: Socket): void => {
    if (held.delete(socket) && held.size === 0) onEmpty();
  };
  const welcome = (socket: Socket, hello: Hello): void => {
    if (!sameSecret(hello.secret, secret)) return void socket.destroy();
    const product = hello.role === 'product' ? [...held.values()].find((other) => other.role === 'product') : undefined;
    if (product !== undefined) return refuse(socket, product.pid);
    held.set(socket, hello);
    if (outcome !== undefined) send(socket, outcome);
  };
  const part = (socket: Socket): void => {
    const last = held.size === 1 && held.has(socket);
    send(socket, { type: 'bye', last });
    if (!last) socket.end();
    leave(socket);
  };

  const server = createServer((socket) => {
    const timer = setTimeout(() => held.has(socket) || socket.destroy(), HELLO_WITHIN_MS);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(timer);
      leave(socket);
    });
    onRequests(socket, (request) => (request.type === 'hello' ? welcome(socket, request) : part(socket)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    announce: (news) => {
      outcome = news;
      for (const socket of held.keys()) send(socket, news);
    },
    isEmpty: () => held.size === 0,
    shut: () => void server.close(),
  };
}

function refuse(socket: Socket, pid: number): void {
  send(socket, { type: 'refused', pid });
  socket.end();
}

function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
