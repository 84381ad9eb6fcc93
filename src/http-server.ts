import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Express, RequestHandler } from 'express';

/** Every request has an id, which its answer, its log lines and its audit entries name. */
export const requestId: RequestHandler = (req, res, next) => {
  req.headers['x-request-id'] = randomUUID();
  res.setHeader('x-request-id', req.headers['x-request-id']);
  next();
};

/** Listens. @throws the error of a port that is taken */
export function listen(app: Express, { port, host }: { port: number; host: string }): Promise<Server> {
  const server = createServer(app);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Where a server on this machine is reached from this machine. */
export function loopbackOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

const GRACE_MS = 10_000;

/** Takes nothing more; requests under way finish, for ten seconds at most. */
export function closeServer(server: Server): Promise<void> {
  const deadline = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}
