import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { EmbeddedError } from './embedded-error.ts';

type Admin = mongoose.mongo.Db;

/** MongoDB's error codes (src/mongo/base/error_codes.yml). */
const ALREADY_INITIALIZED = 23;
const INVALID_REPLICA_SET_CONFIG = 93;
const NOT_YET_INITIALIZED = 94;
const WRITABLE_WITHIN_MS = 60_000;

/**
 * Makes the server on this port a replica set of one, and waits until it takes writes.
 * A set that knew itself by another port is told the new one.
 * @throws EmbeddedError when it doesn't take writes within a minute
 */
export async function ensurePrimary(port: number): Promise<void> {
  const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { serverSelectionTimeoutMS: 20_000 });
  try {
    const admin = client.db('admin');
    const end = Date.now() + WRITABLE_WITHIN_MS;
    while (!(await isWritable(admin))) {
      if (Date.now() > end)
        throw new EmbeddedError(`The embedded database on port ${port} takes no writes; see mongod.log in the data directory`);
      await introduce(admin, `127.0.0.1:${port}`);
      await sleep(20);
    }
  } finally {
    await client.close();
  }
}

async function isWritable(admin: Admin): Promise<boolean> {
  return (await admin.command({ hello: 1 }))['isWritablePrimary'] === true;
}

/** Two clients may do this at once: then one of them finds it done. */
async function introduce(admin: Admin, host: string): Promise<void> {
  const state = await errorCode(admin.command({ replSetGetStatus: 1 }));
  if (state === NOT_YET_INITIALIZED) {
    const code = await errorCode(admin.command({ replSetInitiate: { _id: 'rollcall', members: [{ _id: 0, host }] } }));
    if (code !== undefined && code !== ALREADY_INITIALIZED)
      throw new EmbeddedError(`The embedded database refuses to be set up (code ${code})`);
  }
  if (state === INVALID_REPLICA_SET_CONFIG) {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    const moved = { ...config, version: config.version + 1, members: [{ ...config.members[0], host }] };
    await errorCode(admin.command({ replSetReconfig: moved, force: true }));
  }
}

/** @returns the code of the server's refusal, undefined when it agreed */
async function errorCode(answer: Promise<unknown>): Promise<number | undefined> {
  try {
    await answer;
    return undefined;
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError && typeof error.code === 'number') return error.code;
    throw error;
  }
}
