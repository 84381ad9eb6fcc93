import type { Database } from '../store/connection.ts';
import { isId } from '../store/ids.ts';
import { addReach, listParts, type MemberList, type OpenListAt } from '../store/member-lists.ts';
import { readOrganization } from '../store/organizations.ts';
import { membershipIds, membershipsOf, ownersByScim, sleepersAmong, usersBelow } from '../store/reads/group-members.ts';
import type { Work } from './commit.ts';
import { addBatch, type Changed, closeList, giveBatch, Reaches, removeBatch, removeNamed, settleBatch } from './list-batch.ts';
import { Present } from './list-present.ts';
import type { Means } from './means.ts';
import type { MemberValue } from './member-targets.ts';
import { memberIdOf } from './membership-rows.ts';

export interface RunOptions {
  means: Means;
  at: OpenListAt;
  list: MemberList;
  /** How many members a commit takes. */
  batch: number;
  /** Told before each commit: renews the lease. What it throws ends the run, which somebody takes up later. */
  goOn: () => Promise<void>;
}

/**
 * Works off an open list, batch by batch. It keeps no note of how far it is: what is to be done is found by comparing the list with the
 * members, so that a run after a crash, or beside another one, does what is left. Whoever comes, comes before anybody leaves: what
 * somebody has by both is never lost on the way (P5, I10).
 */
export class ListRun {
  readonly #options: RunOptions;
  readonly #db: Database;
  /** The groups whose members are decided again; those in `#due` not yet. */
  readonly #reach: Set<string>;
  readonly #due: Set<string>;
  /** Who was found by another name than their id, by that name. */
  readonly #found = new Map<string, string>();
  #epoch = 1;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#db = options.means.db;
    this.#reach = new Set(options.list.reach);
    this.#due = new Set(options.list.reach);
  }

  /** @throws ListGone, and what `goOn` throws */
  async toEnd(): Promise<void> {
    const { at, list } = this.#options;
    this.#epoch = (await readOrganization(this.#db, at.org))?.policy.scim.epoch ?? 1;
    if (list.wakes) await this.#givePending();
    if (list.replaces) await this.#replace();
    else await this.#addAndRemove();
    await this.#commit(closeList(at, list.deletes));
  }

  async #addAndRemove(): Promise<void> {
    const { at, batch } = this.#options;
    const came = new Set<string>();
    const values: string[] = [];
    for await (const part of this.#parts()) {
      if ('remove' in part) for (const value of part.remove) values.push(value);
      else for (const id of (await this.#change(addBatch(at, part.add, this.#reach))).ids) came.add(id);
    }
    await this.#settleReach();
    for (const some of ownersLast(values, await this.#owners(values), batch)) await this.#change(removeNamed(at, some, came, this.#reach));
    await this.#settleReach();
  }

  /** Until nothing is left to do: somebody may come to be known, or be deleted, on the way. */
  async #replace(): Promise<void> {
    for (let changed = true; changed; ) {
      const present = await this.#present();
      changed = await this.#addMissing(present);
      await this.#settleReach();
      changed = (await this.#removeRest(present)) || changed;
      await this.#settleReach();
    }
  }

  async #present(): Promise<Present> {
    const { org, groupId } = this.#options.at;
    const present = new Present(groupId, this.#found);
    for await (const id of membershipIds(this.#db, org, groupId)) present.take(id);
    return present;
  }

  async #addMissing(present: Present): Promise<boolean> {
    let changed = false;
    for await (const part of this.#parts()) {
      if (!('add' in part)) continue;
      const sleepers = await this.#sleepers(part.add);
      const missing = part.add.filter(({ value }) => !present.keep(value) || sleepers.has(value));
      if (missing.length === 0) continue;
      const added = await this.#change(addBatch(this.#options.at, missing, this.#reach));
      for (const [i, { value }] of missing.entries()) present.came(value, added.ids[i] as string);
      changed ||= added.changed;
    }
    return changed;
  }

  async #removeRest(present: Present): Promise<boolean> {
    const { at, batch } = this.#options;
    let changed = false;
    const rest = present.rest();
    for (const some of ownersLast(rest, await this.#owners(rest), batch)) {
      const ids = some.map((member) => memberIdOf(at.groupId, member));
      if ((await this.#change(removeBatch(at, ids, this.#reach))).changed) changed = true;
    }
    return changed;
  }

  async #givePending(): Promise<void> {
    const { at, batch } = this.#options;
    const ids: string[] = [];
    for await (const { id } of membershipsOf(this.#db, at.org, at.groupId, true)) ids.push(id);
    for (const some of ownersLast(ids, new Set(), batch)) await this.#change(giveBatch(at, some, this.#reach));
  }

  /** L5: decides everybody in the groups that came or went. */
  async #settleReach(): Promise<void> {
    if (this.#due.size === 0) return;
    const { at, batch } = this.#options;
    const ids = [...(await usersBelow(this.#db, at.org, this.#epoch, [...this.#due]))].sort();
    for (const some of ownersLast(ids, await this.#owners(ids), batch)) await this.#commit(settleBatch(at, some));
    this.#due.clear();
  }

  /** A commit in which groups may come or go: each is written down before, and due for being decided after. */
  async #change<T extends Changed>(work: Work<T>): Promise<T> {
    for (;;) {
      try {
        const done = await this.#commit(work);
        for (const id of done.groups) this.#due.add(id);
        return done;
      } catch (error) {
        if (!(error instanceof Reaches)) throw error;
        await addReach(this.#db, this.#options.list, error.groupIds);
        for (const id of error.groupIds) this.#reach.add(id);
      }
    }
  }

  async #commit<T>(work: Work<T>): Promise<T> {
    const { means, at, list, goOn } = this.#options;
    await goOn();
    return means.committer.commit(at.org, { actor: list.actor, cause: list.cause, at: means.now() }, work);
  }

  #parts() {
    const { at } = this.#options;
    return listParts(this.#db, at.org, at.listId);
  }

  /** Whom naming them wakes, though they are members already (I8). */
  async #sleepers(members: MemberValue[]): Promise<Set<string>> {
    const ids = members.map(({ value }) => value).filter(isId);
    return this.#epoch > 1 ? sleepersAmong(this.#db, this.#options.at.org, this.#epoch, ids) : new Set();
  }

  async #owners(ids: string[]): Promise<Set<string>> {
    return ids.length === 0 ? new Set() : ownersByScim(this.#db, this.#options.at.org);
  }
}

/**
 * Ids in batches. Whoever is an owner is in the last one, all of them together: so P5 sees all who would lose it at once, as it does
 * where everything is one commit.
 */
function* ownersLast(ids: Iterable<string>, owners: ReadonlySet<string>, size: number): Generator<string[]> {
  let batch: string[] = [];
  const last: string[] = [];
  for (const id of ids) {
    if (owners.has(id)) {
      last.push(id);
      continue;
    }
    batch.push(id);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length + last.length > 0) yield [...batch, ...last];
}
