import { randomUUID } from 'node:crypto';
import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import type { Logger } from 'pino';

/** Every request has an id, which its answer, its log lines and its audit entries name. */
export const requestId: RequestHandler = (req, res, next) => {
  req.headers['x-request-id'] = randomUUID();
  res.setHeader('x-request-id', req.headers['x-request-id']);
  next();
};

/** The last word on what no room has answered for: Express's own would show where in the code it happened. */
export const answerPlainly =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, req, res, _next) => {
    const requestId = String(res.getHeader('x-request-id'));
    const status = statusOf(error);
    if (status >= 500 || res.headersSent) log.error({ err: error, requestId, route: `${req.method} ${req.path}` }, 'a request failed');
    if (res.headersSent) return void res.destroy(); // whoever asked sees that it broke off
    const words = status < 500 ? STATUS_CODES[status] : `Something failed here. The log has it under ${requestId}`;
    res.status(status).type('text').send(`${words}\n`);
  };

/** Express's own errors, of a malformed address or a file that isn't there, say what they are to be answered with. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

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
