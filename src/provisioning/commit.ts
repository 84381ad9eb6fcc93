import { setTimeout as sleep } from 'node:timers/promises';
import type { Organization, Origin } from '../rules/model.ts';
import { applyDifference, type Difference, readRevision, Stale } from '../store/apply.ts';
import type { Database } from '../store/connection.ts';
import { readOrganization } from '../store/organizations.ts';
import { loadRows, type Want } from '../store/snapshot.ts';
import { isUnavailable } from '../store/unavailable.ts';
import { type KnownOrganizations, knownOrganizations } from './known-organizations.ts';
import { Missing } from './memory-table.ts';
import { World } from './world.ts';

/** What a verb does to the world. It may run several times before it counts, so it does nothing else. */
export type Work<T> = (world: World) => T;

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

interface Job {
  origin: Origin;
  work: Work<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

interface Queue {
  jobs: Job[];
  running: Promise<void> | null;
  /** How many were under way together a moment ago: so many callers may come again. */
  expected: number;
}

type Outcome = { value: unknown } | { error: unknown };

const MAX_TRIES = 60;
const MAX_BATCH = 500;
/** Each round reads what the one before asked for: a dozen is much; only chains of groups in groups need more. */
const MAX_ROUNDS = 200;

export function createCommitter({ db, newId, quietMs = 4, random = Math.random }: CommitOptions): Committer {
  const queues = new Map<string, Queue>();
  const known = knownOrganizations();

  const drain = async (organizationId: string, queue: Queue): Promise<void> => {
    while (queue.jobs.length > 0) {
      await gather(queue, quietMs);
      const batch = queue.jobs.splice(0, MAX_BATCH);
      await settleBatch({ db, newId, random, known }, organizationId, batch);
      queue.expected = batch.length + queue.jobs.length;
    }
    queue.running = null;
    if (queue.expected === 1) queues.delete(organizationId);
  };

  return {
    commit<T>(organizationId: string, origin: Origin, work: Work<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const queue = queues.get(organizationId) ?? { jobs: [], running: null, expected: 1 };
        queues.set(organizationId, queue);
        queue.jobs.push({ origin, work, resolve: resolve as Job['resolve'], reject });
        queue.running ??= drain(organizationId, queue);
      });
    },
    async rehearse<T>(organizationId: string, origin: Origin, work: Work<T>): Promise<T> {
      const { outcomes } = await run({ db, newId }, organizationId, [{ origin, work }]);
      return valueOf(outcomes[0]) as T;
    },
    async idle() {
      await Promise.all([...queues.values()].flatMap(({ running }) => running ?? []));
    },
  };
}

/**
 * Callers that were answered together ask again together, but one after the other: whoever came first would be a batch alone, and the
 * others wait for it. So a batch waits for as many as there were, while they keep coming.
 */
async function gather(queue: Queue, quietMs: number): Promise<void> {
  for (let seen = 0; queue.jobs.length > seen && queue.jobs.length < Math.min(queue.expected, MAX_BATCH); ) {
    seen = queue.jobs.length;
    await sleep(quietMs);
  }
}

type Means = Pick<CommitOptions, 'db' | 'newId'>;

interface WriteMeans extends Means {
  random: () => number;
  known: KnownOrganizations;
}

function valueOf(outcome: Outcome | undefined): unknown {
  if (!outcome) throw new Error('a work without an outcome');
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** Works off one batch and answers each of its callers. Never rejects. */
async function settleBatch(means: WriteMeans, organizationId: string, batch: Job[]): Promise<void> {
  try {
    const outcomes = await runAndWrite(means, organizationId, batch);
    for (const [i, job] of batch.entries()) answer(job, outcomes[i]);
  } catch (error) {
    // One piece of work that can't be stored must not fail its neighbours: each is tried alone.
    // While no server answers, trying each would only make each wait in turn.
    if (batch.length > 1 && !isUnavailable(error)) for (const job of batch) await settleBatch(means, organizationId, [job]);
    else for (const job of batch) job.reject(error);
  }
}

function answer(job: Job, outcome: Outcome | undefined): void {
  try {
    job.resolve(valueOf(outcome));
  } catch (error) {
    job.reject(error);
  }
}

async function runAndWrite(means: WriteMeans, organizationId: string, batch: Pick<Job, 'origin' | 'work'>[]): Promise<Outcome[]> {
  const { db, known } = means;
  for (let tries = 1; ; tries++) {
    try {
      const { outcomes, difference, revision } = await run(means, organizationId, batch, known.get(organizationId));
      if (difference) {
        await applyDifference(db, difference);
        known.keep({ ...difference.organization, revision: revision + 1 });
      } else if ((await readRevision(db, organizationId)) !== revision) throw new Stale();
      return outcomes;
    } catch (error) {
      known.forget(organizationId);
      if (!(error instanceof Stale) || tries === MAX_TRIES) throw error;
      await sleep(means.random() * Math.min(200, 5 * tries));
    }
  }
}

interface Run {
  outcomes: Outcome[];
  difference: Difference | null;
  revision: number;
}

/** Reads and runs a batch until nothing that it asks for is missing. */
async function run(
  { db, newId }: Means,
  organizationId: string,
  batch: Pick<Job, 'origin' | 'work'>[],
  known?: Organization,
): Promise<Run> {
  const organization = known ?? (await readOrganization(db, organizationId));
  if (!organization) throw new Error(`there is no organization ${organizationId}`);
  const world = new World(organization, newId);
  const restart = world.mark();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const missing: Want[] = [];
    const outcomes = batch.map((job) => attempt(world, job, missing));
    if (missing.length === 0) return { outcomes, difference: world.difference(), revision: organization.revision };
    restart();
    world.fill(missing, await loadRows(db, organizationId, missing, (table) => world.readIds(table)));
  }
  throw new Error(`a batch still asks for rows after ${MAX_ROUNDS} rounds`);
}

function attempt(world: World, { origin, work }: Pick<Job, 'origin' | 'work'>, missing: Want[]): Outcome {
  const undo = world.mark();
  try {
    world.origin = origin;
    return { value: work(world) };
  } catch (error) {
    undo();
    if (!(error instanceof Missing)) return { error };
    for (const want of error.wants) missing.push(want);
    return { error };
  }
}
