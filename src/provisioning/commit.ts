import { setTimeout as sleep } from 'node:timers/promises';
import type { Origin } from '../rules/model.ts';
import { askForTurn, Stale } from '../store/apply.ts';
import type { Database } from '../store/connection.ts';
import { isUnavailable } from '../store/unavailable.ts';
import { type Decided, decideBatch, type Ground, groundAfter, type Outcome, type Piece, valueOf, type Work, writeBatch } from './batch.ts';

export type { Work } from './batch.ts';

/** The one way to write. */
export interface Committer {
  /**
   * Runs `work` on the organization's facts and users, and resolves with what it gives once all that it changed is durable.
   * Works that arrive within a few milliseconds of each other share one read and one transaction, each as if alone: one that
   * throws changes nothing and fails nobody else.
   */
  commit<T>(organizationId: string, origin: Origin, work: Work<T>): Promise<T>;
  /** The same without the writing: a preview (I5). */
  rehearse<T>(organizationId: string, origin: Origin, work: Work<T>): Promise<T>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export interface CommitOptions {
  db: Database;
  newId: () => string;
  /** For how long nothing more must have come until a batch begins that follows one of several, in milliseconds. */
  quietMs?: number;
  /** From 0 to 1, for the wait after a lost race. */
  random?: () => number;
}

interface Job extends Piece {
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** One organization's batches: while one is being written, the next is decided on what it will leave. */
interface Line {
  jobs: Job[];
  deciding: Promise<void> | null;
  /** Of the batch before: whether it was written just as it was decided. */
  written: Promise<boolean>;
  isWriting: boolean;
  /** How many callers were answered together a moment ago: so many may come again. */
  expected: number;
  ground: Ground | undefined;
  /** For so many batches more the ground is read, since another process writes too. */
  shared: number;
  /** How often other processes had asked to be let in when it was last learnt; undefined before that. */
  turns: number | undefined;
  /** One of them waits now. */
  isAsked: boolean;
}

const MAX_TRIES = 60;
const MAX_BATCH = 500;
const MOST_LINES = 1000;
const SHARED_FOR = 50;
/** Who has lost so often asks for a turn; whoever is asked leaves this much time, which is enough for a batch. */
const LOSSES_BEFORE_ASKING = 2;
const LET_IN_MS = 40;

export function createCommitter({ db, newId, quietMs = 4, random = Math.random }: CommitOptions): Committer {
  const lines = new Map<string, Line>();
  const means = { db, newId, random };

  const lineOf = (organizationId: string): Line => {
    const line = lines.get(organizationId) ?? newLine();
    if (lines.size >= MOST_LINES) for (const [id, { deciding, isWriting }] of lines) if (!deciding && !isWriting) lines.delete(id);
    lines.set(organizationId, line);
    return line;
  };

  const pump = (organizationId: string, line: Line): void => {
    if (line.deciding || line.jobs.length === 0) return;
    line.deciding = decideNext(means, organizationId, line, quietMs).finally(() => {
      line.deciding = null;
      pump(organizationId, line);
    });
  };

  return {
    commit<T>(organizationId: string, origin: Origin, work: Work<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const line = lineOf(organizationId);
        line.jobs.push({ origin, work, resolve: resolve as Job['resolve'], reject });
        pump(organizationId, line);
      });
    },
    async rehearse<T>(organizationId: string, origin: Origin, work: Work<T>): Promise<T> {
      const { outcomes } = await decideBatch(means, organizationId, [{ origin, work }]);
      return valueOf(outcomes[0]) as T;
    },
    async idle() {
      for (const line of lines.values()) while (line.deciding || line.isWriting) await Promise.all([line.deciding, line.written]);
    },
  };
}

const newLine = (): Line => ({
  ...{ jobs: [], deciding: null, written: Promise.resolve(true), isWriting: false, expected: 1, ground: undefined },
  ...{ shared: 0, turns: undefined, isAsked: false },
});

interface Means {
  db: Database;
  newId: () => string;
  random: () => number;
}

/** Decides the next batch while the one before may still be being written, and begins to write it once that is. Never rejects. */
async function decideNext(means: Means, organizationId: string, line: Line, quietMs: number): Promise<void> {
  await gather(line, quietMs);
  if (!line.ground) await line.written; // with nothing known to stand on, it has to be there to be read
  const batch = line.jobs.splice(0, MAX_BATCH);
  const { ground } = line;
  const first = decideBatch(means, organizationId, batch, ground);
  const decided = await first.catch(() => undefined); // `finish` tells the callers
  const holds = (await line.written) || !ground;
  line.ground = decided && holds && line.shared === 0 ? groundAfter(decided) : undefined;
  line.shared = Math.max(0, line.shared - 1);
  if (line.isAsked) await sleep(LET_IN_MS);
  line.isAsked = false;
  line.isWriting = true;
  line.written = finish(means, organizationId, batch, holds ? first : undefined).then(({ asDecided, turns }) => {
    line.isWriting = false;
    line.expected = batch.length + line.jobs.length;
    line.isAsked = turns !== undefined && line.turns !== undefined && turns > line.turns;
    line.turns = turns ?? line.turns;
    if (asDecided) return true;
    line.ground = undefined;
    line.shared = SHARED_FOR;
    return false;
  });
}

/**
 * Callers that were answered together ask again together, but one after the other: whoever came first would be a batch alone, and the
 * others wait for it. So a batch waits for as many as there were, while they keep coming.
 */
async function gather(line: Line, quietMs: number): Promise<void> {
  for (let seen = 0; line.jobs.length > seen && line.jobs.length < Math.min(line.expected, MAX_BATCH); ) {
    seen = line.jobs.length;
    await sleep(quietMs);
  }
}

interface Finished {
  /** What was written is what the batch had been decided to. */
  asDecided: boolean;
  turns: number | undefined;
}

/**
 * Writes a batch and answers each of its callers. Never rejects.
 * @param first what the batch has been decided to, where that still holds
 */
async function finish(means: Means, organizationId: string, batch: Job[], first?: Promise<Decided>): Promise<Finished> {
  try {
    const { outcomes, tries, turns } = await writeWithRetries(means, organizationId, batch, first);
    for (const [i, job] of batch.entries()) answer(job, outcomes[i]);
    return { asDecided: first !== undefined && tries === 1, turns };
  } catch (error) {
    // One piece of work that can't be stored must not fail its neighbours: each is tried alone.
    // While no server answers, trying each would only make each wait in turn.
    if (batch.length > 1 && !isUnavailable(error)) for (const job of batch) await finish(means, organizationId, [job]);
    else for (const job of batch) job.reject(error);
    return { asDecided: false, turns: undefined };
  }
}

function answer(job: Job, outcome: Outcome | undefined): void {
  try {
    job.resolve(valueOf(outcome));
  } catch (error) {
    job.reject(error);
  }
}

async function writeWithRetries(
  means: Means,
  organizationId: string,
  batch: Piece[],
  first?: Promise<Decided>,
): Promise<{ outcomes: Outcome[]; tries: number; turns: number | undefined }> {
  for (let tries = 1; ; tries++) {
    try {
      const decided = await ((tries === 1 && first) || decideBatch(means, organizationId, batch));
      const turns = await writeBatch(means.db, decided);
      return { outcomes: decided.outcomes, tries, turns };
    } catch (error) {
      if (!(error instanceof Stale) || tries === MAX_TRIES) throw error;
      if (tries >= LOSSES_BEFORE_ASKING) await askForTurn(means.db, organizationId);
      await sleep(means.random() * Math.min(LET_IN_MS / 2, 5 * tries));
    }
  }
}
