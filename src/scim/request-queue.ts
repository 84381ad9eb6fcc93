import type { Logger } from 'pino';
import type { ScimRequest } from '../store/scim-requests.ts';

const EVERY_MS = 200;
/** About what the database takes in while nobody would miss it: beyond this, requests are counted, not kept. */
const MOST_WAITING = 4000;
const MOST_BYTES = 8 * 1024 * 1024;

export interface RequestQueue {
  /** Takes a request to be kept; never waits, never throws. */
  push(request: ScimRequest): void;
  /** Writes what waits. */
  stop(): Promise<void>;
}

interface Options {
  /** Keeps a batch. What it throws is noted, and the batch is lost. */
  write: (requests: ScimRequest[]) => Promise<void>;
  log: Logger;
  mostWaiting?: number;
}

/**
 * Gathers requests and writes them a few times a second, one batch at a time. Where the database is slower than the requests, or away, requests
 * are left out of the log, and the server's own log says how many: it must never slow down or fail a request.
 */
export function createRequestQueue({ write, log, mostWaiting = MOST_WAITING }: Options): RequestQueue {
  let waiting: ScimRequest[] = [];
  let bytes = 0;
  let lost = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    bytes = 0;
    try {
      if (batch.length > 0) await write(batch);
    } catch (error) {
      lost += batch.length;
      log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'SCIM requests were not written to the request log');
    }
    if (lost > 0) log.warn({ requests: lost }, 'SCIM requests are missing from the request log');
    lost = 0;
  };

  const start = (): void => {
    timer = setTimeout(() => {
      writing = flush().then(() => {
        timer = undefined;
        if (waiting.length > 0) start();
      });
    }, EVERY_MS);
    timer.unref();
  };

  return {
    push: (request) => {
      if (waiting.length >= mostWaiting || bytes >= MOST_BYTES) return void lost++;
      waiting.push(request);
      bytes += request.body?.length ?? 0;
      if (!timer) start();
    },
    stop: async () => {
      clearTimeout(timer);
      await writing;
      await flush();
    },
  };
}
