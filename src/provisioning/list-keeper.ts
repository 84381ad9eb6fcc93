import { setTimeout as sleep } from 'node:timers/promises';
import type { Origin } from '../rules/model.ts';
import type { Lease } from '../store/lease.ts';
import { dropList, type OpenListAt, openListOf, openLists, readList, strayLists, takeList } from '../store/member-lists.ts';
import { Stopping } from './errors.ts';
import { ListGone } from './list-batch.ts';
import { unlock } from './list-begin.ts';
import { ListRun } from './list-run.ts';
import type { Means } from './means.ts';

export interface KeeperOptions {
  /** How many members a commit takes. */
  batch: number;
  /** How long after its last sign of life a process is taken for dead, and another takes up its lists. */
  leaseMs: number;
}

const LOOK_EVERY_MS = 100;
/** A list that isn't stored so long after its group was locked for it won't be. */
const STAGING_MS = 60_000;
const STRAY_MS = 3_600_000;

/** Works off the lists of members that are open, whichever process began them. */
export class ListKeeper {
  readonly #means: Means;
  readonly #options: KeeperOptions;
  readonly #running = new Set<Promise<void>>();
  #stopping = false;

  constructor(means: Means, options: KeeperOptions) {
    this.#means = means;
    this.#options = options;
  }

  /** Resolves once a list isn't open any more: works it off itself, unless another process does. @throws Stopping */
  async finish(at: OpenListAt, holder = this.#means.newId()): Promise<void> {
    while (!(await this.#try(at, holder))) {
      this.#checkStopping();
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Takes up what a crash left, and clears away what it left behind. */
  async resume(): Promise<void> {
    const { db, now, newId } = this.#means;
    try {
      for (const at of await openLists(db)) await this.#try(at, newId());
    } catch (error) {
      if (!(error instanceof Stopping)) throw error;
    }
    for (const { id, org } of await strayLists(db, new Date(now().getTime() - STRAY_MS))) await dropList(db, org, id);
  }

  /** The lease of this process on a list that it works off, or is storing. @returns whether it has it */
  async hold(list: { id: string; org: string }, holder: string): Promise<boolean> {
    this.#checkStopping();
    return takeList(this.#means.db, list, this.leaseOf(holder), this.#means.now());
  }

  leaseOf(holder: string): Lease {
    return { holder, until: new Date(this.#means.now().getTime() + this.#options.leaseMs) };
  }

  /** Ends what is under way after its present batch; another process, or the next one, goes on. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.allSettled(this.#running);
  }

  /** @returns whether the list is no longer open */
  async #try(at: OpenListAt, holder: string): Promise<boolean> {
    const open = await openListOf(this.#means.db, at);
    if (!open) return true;
    if (await this.hold({ id: at.listId, org: at.org }, holder)) {
      await this.#tracked(this.#workOff(at, holder, open.state));
      return true;
    }
    const age = this.#means.now().getTime() - open.since.getTime();
    if (age < STAGING_MS || (await readList(this.#means.db, at.org, at.listId))) return false;
    await this.#giveUp(at);
    return true;
  }

  async #tracked(work: Promise<void>): Promise<void> {
    this.#running.add(work);
    try {
      await work;
    } finally {
      this.#running.delete(work);
    }
  }

  async #workOff(at: OpenListAt, holder: string, state: 'staged' | 'ready'): Promise<void> {
    const { db, now } = this.#means;
    const list = state === 'ready' ? await readList(db, at.org, at.listId) : null;
    if (!list) return this.#giveUp(at);
    const goOn = async () => void (await this.hold(list, holder));
    try {
      await new ListRun({ means: this.#means, at, list, batch: this.#options.batch, goOn }).toEnd();
    } catch (error) {
      if (error instanceof Stopping) await takeList(db, list, { holder, until: new Date(0) }, now());
      if (!(error instanceof ListGone)) throw error;
    }
    await dropList(db, at.org, at.listId);
  }

  async #giveUp(at: OpenListAt): Promise<void> {
    const { db, committer, now } = this.#means;
    const origin: Origin = {
      actor: { type: 'system', id: null, name: 'Rollcall' },
      cause: { type: 'member_list', id: at.listId },
      at: now(),
    };
    await committer.commit(at.org, origin, unlock(at));
    await dropList(db, at.org, at.listId);
  }

  #checkStopping(): void {
    if (this.#stopping) throw new Stopping();
  }
}
