import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** What the embedded database is used for: one product a data directory, and any number of commands beside it. */
export type Role = 'product' | 'command';

/** From a client to the guard; the guard keeps mongod running as long as the connection lasts. */
const requestShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), secret: z.string(), role: z.enum(['product', 'command']), pid: z.int() }),
  z.object({ type: z.literal('bye') }),
]);
export type Request = z.infer<typeof requestShape>;

/** From the guard to a client. */
const answerShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), mongoPort: z.int() }),
  z.object({ type: z.literal('refused'), pid: z.int() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
  /** `last`: nobody else is there, so mongod is being shut down; the connection ends when that is done. */
  z.object({ type: z.literal('bye'), last: z.boolean() }),
]);
export type Answer = z.infer<typeof answerShape>;

/** One message is one line of JSON. */
export function send(socket: Socket, message: Request | Answer): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

export function onRequests(socket: Socket, handle: (request: Request) => void): void {
  onLines(socket, requestShape, handle);
}

export function onAnswers(socket: Socket, handle: (answer: Answer) => void): void {
  onLines(socket, answerShape, handle);
}

/** Whoever says anything else isn't one of us: hang up. */
function onLines<T>(socket: Socket, shape: z.ZodType<T>, handle: (message: T) => void): void {
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', (line) => {
    const message = shape.safeParse(asJson(line));
    if (message.success) handle(message.data);
    else socket.destroy();
  });
  // readline passes the socket's errors on; a killed peer resets the connection, and the socket's own listeners know what to do.
  lines.on('error', () => socket.destroy());
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
