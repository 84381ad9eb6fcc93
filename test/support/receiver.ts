import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  json: { type: string; timestamp: string; data: Record<string, unknown> & { sequence: number; userId: string | null } };
}

/** How the endpoint at a path answers: a status, `hang`, or by hand. */
export type Manner = number | 'hang' | ((response: ServerResponse, received: Received) => void);

/** A program that receives webhooks, over real HTTP. */
export async function startReceiver() {
  const received: Received[] = [];
  const manners = new Map<string, Manner>();
  const server = createServer(async (req, res) => {
    const body = await text(req);
    const one: Received = { path: req.url ?? '', headers: req.headers, body, json: JSON.parse(body) };
    received.push(one);
    const manner = manners.get(one.path) ?? 204;
    if (manner === 'hang') return;
    if (typeof manner === 'number') res.writeHead(manner).end();
    else manner(res, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    received,
    /** What came at a path. */
    at: (path: string) => received.filter((one) => one.path === path),
    answer: (path: string, manner: Manner) => void manners.set(path, manner),
    close: () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}
