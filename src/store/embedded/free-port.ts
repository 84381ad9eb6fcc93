import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** @returns the preferred port of loopback where it is free, else another free one */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred === undefined) return listenBriefly(0);
  return listenBriefly(preferred).catch(() => listenBriefly(0));
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
