import type { Origin, ScimGroup } from '../rules/model.ts';
import { addReach, dropList, insertList, insertParts, type MemberList } from '../store/member-lists.ts';
import type { Work } from './commit.ts';
import { ListOpen } from './errors.ts';
import { TooMany } from './group-reach.ts';
import { Reaches } from './list-batch.ts';
import { type Begun, createListed, doOrLock, makeReady, readBack, unlock } from './list-begin.ts';
import { type KeeperOptions, ListKeeper } from './list-keeper.ts';
import { partsOf } from './list-parts.ts';
import type { Means } from './means.ts';
import type { MemberValue } from './member-targets.ts';
import {
  asItIs,
  changeScimGroup,
  createScimGroup,
  deleteScimGroup,
  type GroupChange,
  type MembersChange,
  type ScimGroupInput,
  wakeGroup,
} from './record-scim-group.ts';

/** A request that writes. */
export interface Asked {
  organizationId: string;
  origin: Origin;
  /** Commits for it, on the condition that it still may. */
  write<T>(work: Work<T>): Promise<T>;
}

export interface GroupListOptions extends KeeperOptions {
  /** A change that looks at more memberships or people than this is worked off as a list. */
  most: number;
}

const DEFAULTS: GroupListOptions = { most: 1000, batch: 1000, leaseMs: 15_000 };

type ListKind = Pick<MemberList, 'replaces' | 'deletes' | 'wakes'>;

/**
 * Changes of groups, however many members they are about. What fits into one commit is one; anything larger locks the group, is stored as
 * a list, and is worked off batch by batch before the request is answered, or by whoever comes next if this process doesn't get that far.
 * Who wants to change the group meanwhile comes after it (docs/decisions/019).
 */
export class GroupLists {
  readonly #means: Means;
  readonly #options: GroupListOptions;
  readonly #keeper: ListKeeper;
  /** By group: the last of those who wait for its list, as they came. */
  readonly #waiting = new Map<string, Promise<unknown>>();

  constructor(means: Means, options: Partial<GroupListOptions> = {}) {
    this.#means = means;
    this.#options = { ...DEFAULTS, ...options };
    this.#keeper = new ListKeeper(means, this.#options);
  }

  /** POST. @throws Taken, Stopping */
  async create(asked: Asked, input: ScimGroupInput, members: MemberValue[]): Promise<ScimGroup> {
    return this.#afterLists(asked, async () => {
      try {
        return await asked.write(createScimGroup(input, members, this.#options.most));
      } catch (error) {
        if (!(error instanceof TooMany)) throw error;
        return this.#createListed(asked, input, members);
      }
    });
  }

  /** PUT and PATCH; see `changeScimGroup`. @throws NotFound, Taken, Stopping, and whatever `change` throws */
  async change(asked: Asked, id: string, change: GroupChange, values: string[] = []): Promise<ScimGroup> {
    const atOnce = changeScimGroup(id, change, values, this.#options.most);
    return (await this.#doOrList(asked, id, atOnce, change, { replaces: false, deletes: false })) ?? asked.write(readBack(id));
  }

  /** Brings a sleeping group back (I8). @throws NotFound, Stopping */
  async wake(asked: Asked, id: string): Promise<ScimGroup> {
    const atOnce = wakeGroup(id, this.#options.most);
    return (await this.#doOrList(asked, id, atOnce, asItIs, { replaces: false, deletes: false })) ?? asked.write(readBack(id));
  }

  /** DELETE. @throws NotFound, Stopping, and whatever `check` throws */
  async delete(asked: Asked, id: string, check: (current: ScimGroup) => void): Promise<void> {
    const empty: GroupChange = (current) => {
      check(current);
      return { ...asItIs(current), members: { kind: 'replace', members: [] } };
    };
    await this.#doOrList(asked, id, deleteScimGroup(id, check, this.#options.most), empty, { replaces: true, deletes: true });
  }

  /** Takes up what a crash left. */
  resume(): Promise<void> {
    return this.#keeper.resume();
  }

  /** Lists under way end after their present batch, and are taken up by the next process. */
  stop(): Promise<void> {
    return this.#keeper.stop();
  }

  /** @returns null where it was worked off as a list */
  async #doOrList<T>(
    asked: Asked,
    id: string,
    atOnce: Work<T>,
    change: GroupChange,
    kind: Pick<ListKind, 'replaces' | 'deletes'>,
  ): Promise<T | null> {
    const listId = this.#means.newId();
    const begun: Begun<T> = await this.#afterLists(asked, () => asked.write(doOrLock(id, listId, atOnce, change)));
    if ('done' in begun) return begun.done;
    const { locked, wakes } = begun;
    const replaces = kind.replaces || locked.kind === 'replace';
    await this.#list(asked, id, this.#newList(asked, listId, { ...kind, replaces, wakes }), { locked, change });
    return null;
  }

  async #createListed(asked: Asked, input: ScimGroupInput, members: MemberValue[]): Promise<ScimGroup> {
    const { db, newId } = this.#means;
    const list = this.#newList(asked, newId(), { replaces: true, deletes: false, wakes: false });
    const holder = newId();
    await this.#store(list, holder, null, { kind: 'replace', members });
    const group = await asked.write(createListed(input, list.id)).catch(async (error: unknown) => {
      await dropList(db, list.org, list.id);
      throw error;
    });
    await this.#keeper.finish({ org: list.org, groupId: group.id, listId: list.id }, holder);
    return asked.write(readBack(group.id));
  }

  async #list(
    asked: Asked,
    groupId: string,
    list: MemberList,
    { locked, change }: { locked: MembersChange; change: GroupChange },
  ): Promise<void> {
    const { db, committer, newId, now } = this.#means;
    const at = { org: list.org, groupId, listId: list.id };
    const holder = newId();
    try {
      await this.#store(list, holder, groupId, locked);
      await this.#makeReady(asked, groupId, list, change);
    } catch (error) {
      await committer.commit(list.org, { ...asked.origin, at: now() }, unlock(at));
      await dropList(db, list.org, list.id);
      throw error;
    }
    await this.#keeper.finish(at, holder);
  }

  async #makeReady(asked: Asked, groupId: string, list: MemberList, change: GroupChange): Promise<void> {
    const reach = new Set(list.reach);
    for (;;) {
      try {
        return await asked.write(makeReady({ groupId, listId: list.id }, change, reach));
      } catch (error) {
        if (!(error instanceof Reaches)) throw error;
        await addReach(this.#means.db, list, error.groupIds);
        for (const id of error.groupIds) reach.add(id);
      }
    }
  }

  #newList({ organizationId: org, origin }: Asked, id: string, kind: ListKind): MemberList {
    return { id, org, ...kind, actor: origin.actor, cause: origin.cause, reach: [], at: this.#means.now() };
  }

  async #store(list: MemberList, holder: string, groupId: string | null, members: MembersChange): Promise<void> {
    const { db } = this.#means;
    const reach = list.wakes && groupId ? [groupId] : [];
    await insertList(db, { ...list, reach }, this.#keeper.leaseOf(holder));
    const parts = await partsOf(db, { org: list.org, groupId, members, size: this.#options.batch });
    await insertParts(db, list, parts, () => this.#keeper.hold(list, holder));
  }

  /** Tries, and where a list is open comes after it, in the order in which it was asked. The first try is begun at once. */
  async #afterLists<T>(asked: Asked, attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ListOpen)) throw error;
      return this.#inTurn(error.groupId, () => this.#waitAndTry(asked, error, attempt));
    }
  }

  async #waitAndTry<T>(asked: Asked, { groupId, listId }: ListOpen, attempt: () => Promise<T>): Promise<T> {
    await this.#keeper.finish({ org: asked.organizationId, groupId, listId });
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ListOpen)) throw error;
      return this.#waitAndTry(asked, error, attempt);
    }
  }

  async #inTurn<T>(groupId: string, step: () => Promise<T>): Promise<T> {
    const before = this.#waiting.get(groupId) ?? Promise.resolve();
    const mine = before.then(step, step);
    this.#waiting.set(groupId, mine);
    try {
      return await mine;
    } finally {
      if (this.#waiting.get(groupId) === mine) this.#waiting.delete(groupId);
    }
  }
}
