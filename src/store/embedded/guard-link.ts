import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { EmbeddedError } from './embedded-error.ts';
import { type Answer, onAnswers, type Role, send } from './messages.ts';
import { waitUntilGone } from './process-table.ts';
import type { State } from './state-file.ts';

/** A connection to the guard: mongod runs as long as it lasts. */
export type GuardLink = {
  mongoPort: number;
  /** Lets go. Resolves at once where others stay, else when mongod has ended. */
  leave(): Promise<void>;
  /** Resolves when the connection ends in any way. */
  ended: Promise<void>;
};

const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 60_000;

/**
 * Says hello to the guard that this state names and waits until mongod listens.
 * @returns undefined when nobody (or a stranger, or one who is just leaving) is there
 * @throws EmbeddedError when the guard refuses, or can't start mongod
 */
export async function linkToGuard(state: State, role: Role, dataDir: string): Promise<GuardLink | undefined> {
  const socket = connect(state.guardPort, '127.0.0.1');
  const ended = new Promise<void>((resolve) => {
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve());
  });
  const answers = answersOf(socket, ended);
  send(await connected(socket, ended), { type: 'hello', secret: state.secret, role, pid: process.pid });
  const answer = await answers.next(READY_WITHIN_MS);
  if (answer?.type === 'ready') {
    // What keeps a process running is its own work, not this.
    socket.unref();
    return { mongoPort: answer.mongoPort, ended, leave: () => leave(socket, state, dataDir, answers) };
  }
  socket.destroy();
  if (answer?.type === 'failed') throw new EmbeddedError(`The embedded database doesn't start: ${answer.message}`);
  if (answer?.type === 'refused') throw new EmbeddedError(inUse(dataDir, answer.pid));
  return undefined;
}

function inUse(dataDir: string, pid: number): string {
  return `The data directory ${dataDir} is in use by another Rollcall (process ${pid}). Stop that one first, or set ROLLCALL_DATA_DIR to another directory.`;
}

async function leave(socket: Socket, state: State, dataDir: string, answers: Answers): Promise<void> {
  socket.ref();
  send(socket, { type: 'bye' });
  const answer = await answers.next(STOPPED_WITHIN_MS);
  const last = answer?.type === 'bye' && answer.last;
  if (last && !(await waitUntilGone(state.guardPid, STOPPED_WITHIN_MS))) {
    throw new EmbeddedError(`The embedded database hasn't stopped within a minute; see mongod.log in ${dataDir}`);
  }
  socket.destroy();
}

async function connected(socket: Socket, ended: Promise<void>): Promise<Socket> {
  await Promise.race([once(socket, 'connect').catch(() => undefined), ended]);
  return socket;
}

type Answers = { next(within: number): Promise<Answer | undefined> };

/** Answers one after another; undefined when the connection ended, or nothing came in time. */
function answersOf(socket: Socket, ended: Promise<void>): Answers {
  const waiting: Answer[] = [];
  let wake: () => void = () => undefined;
  onAnswers(socket, (answer) => {
    waiting.push(answer);
    wake();
  });
  return {
    next: async (within) => {
      if (waiting.length === 0) {
        let timer: NodeJS.Timeout | undefined;
        const arrived = new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, within);
        });
        await Promise.race([arrived, ended]);
        clearTimeout(timer);
      }
      return waiting.shift();
    },
  };
}
