import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './connection.ts';

const AGAIN_MS = 1000;

/** The server has no change streams, or doesn't let this user watch (mongo/src/mongo/base/error_codes.yml: Unauthorized, CommandNotFound, CommandNotSupported; 40573: no replica set). */
const NEVER = new Set([13, 59, 115, 40573]);

/**
 * Watches the tokens of all organizations, and tells whenever one of them changed, or may have while nobody looked.
 * @param onTrouble told why, where the database doesn't offer this at all
 * @returns ends it
 */
export function watchTokens(db: Database, onChange: () => void, onTrouble: (reason: string) => void): () => Promise<void> {
  let stopped = false;
  let close: () => Promise<void> = async () => undefined;

  const watch = async (): Promise<void> => {
    const stream = db.collection('scimTokens').watch([], {});
    close = () => stream.close().catch(() => undefined); // it may be gone with its connection
    try {
      onChange();
      for await (const _ of stream) onChange();
    } finally {
      await close();
    }
  };

  const run = async (): Promise<void> => {
    await db.connected;
    while (!stopped) {
      const error = await watch().catch((reason: unknown) => reason);
      if (stopped) return;
      if (isNever(error)) return onTrouble(String(error));
      await sleep(AGAIN_MS, undefined, { ref: false });
    }
  };

  void run();
  return async () => {
    stopped = true;
    await close();
  };
}

const isNever = (error: unknown): boolean => error instanceof Error && 'code' in error && NEVER.has(Number(error.code));
