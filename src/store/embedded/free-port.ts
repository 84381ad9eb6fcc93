import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Below 32768, where systems take the ports of outgoing connections from: one of those must not take ours while mongod restarts. */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const TRIES = 20;
const PAUSE_MS = 250;

/**
 * @param preferred the port of before: it is waited for, as those who are connected know no other
 * @returns that port of loopback where it becomes free within seconds, else another free one
 */
export async function freePort(preferred?: number): Promise<number> {
  for (let i = 0; preferred !== undefined && i < TRIES; i++) {
    const port = await listenBriefly(preferred).catch(() => undefined);
    if (port !== undefined) return port;
    await sleep(PAUSE_MS);
  }
  for (let i = 0; i < TRIES; i++) {
    const port = await listenBriefly(randomInt(LOWEST, HIGHEST)).catch(() => undefined);
    if (port !== undefined) return port;
  }
  return listenBriefly(0);
}

async function listenBriefly(port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const taken = (server.address() as AddressInfo).port;
  server.close();
  await once(server, 'close');
  return taken;
}

/** @returns whether somebody answers on this port of loopback */
export async function isAnswering(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
