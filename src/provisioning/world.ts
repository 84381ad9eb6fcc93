import type { Ledger, Organization, Origin, Policy, RuleId, User } from '../rules/model.ts';
import { countsAsOwner } from '../rules/model.ts';
import type { Difference } from '../store/apply.ts';
import { type AuditAction, type AuditEntry, entryId, type NamesChange } from '../store/audit-entries.ts';
import type { Loaded, Want } from '../store/snapshot.ts';
import { type RowOf, type TableName, tables } from '../store/tables/index.ts';
import { MemoryTable, Missing } from './memory-table.ts';

type MemoryTables = { [N in TableName]: MemoryTable<RowOf<N>> };

/** What one audit entry says, beside who, when and through what. */
export interface Note {
  action: AuditAction;
  rule: RuleId;
  userId?: string | null;
  subject?: AuditEntry['subject'];
  before: unknown;
  after: unknown;
  /** Somebody's name, email and title, which are kept apart. */
  names?: NamesChange | null;
}

/**
 * What a batch works on: one organization, and the rows that were read of it. Verbs read and change it as plain memory;
 * `commit` reads what they ask for, and writes the difference. Whatever a refused verb did is taken back.
 */
export class World {
  readonly table: MemoryTables;
  /** Who or what causes the change that is being worked on. */
  origin: Origin;
  readonly newId: () => string;
  readonly #base: Organization;
  #organization: Organization;
  #audit: AuditEntry[] = [];

  /** @param ahead what a batch that is just being written changes: it counts before what the database says */
  constructor(organization: Organization, newId: () => string, ahead: Difference['rows'] = []) {
    this.#base = organization;
    this.#organization = organization;
    const fresh = new Set<string>();
    this.newId = () => {
      const id = newId();
      fresh.add(id);
      return id;
    };
    this.origin = { actor: { type: 'system', id: null, name: 'Rollcall' }, cause: { type: 'system', id: '' }, at: new Date(0) };
    const entries = (Object.keys(tables) as TableName[]).map((name) => {
      const changes = ahead.find(({ table }) => table === name)?.changes ?? [];
      return [name, new MemoryTable(name, tables[name] as never, fresh, changes)];
    });
    this.table = Object.fromEntries(entries) as MemoryTables;
  }

  get organization(): Organization {
    return this.#organization;
  }

  get policy(): Policy {
    return this.#organization.policy;
  }

  /** The policy that was read: what the users as they were are shown by. */
  get policyBefore(): Policy {
    return this.#base.policy;
  }

  set policy(policy: Policy) {
    this.#organization = { ...this.#organization, policy };
  }

  get ledger(): Ledger {
    return this.#organization.ledger;
  }

  set ledger(ledger: Ledger) {
    this.#organization = { ...this.#organization, ledger };
  }

  /** Asks for rows in one go, where a verb knows beforehand what it will need. @throws Missing */
  need(...wants: Want[]): void {
    this.needAll(wants);
  }

  /** The same for a list that may be too long to be arguments: a group of 100,000 members asks for 700,000 rows. @throws Missing */
  needAll(wants: Want[]): void {
    const unread = wants.flatMap(({ table, ...want }) => this.table[table].unread([want]));
    if (unread.length > 0) throw new Missing(unread);
  }

  /** Takes what was read. */
  fill(asked: Want[], loaded: Loaded[]): void {
    for (const name of Object.keys(tables) as TableName[]) {
      const rows = loaded.filter(({ table }) => table === name).flatMap((part) => part.rows);
      this.table[name].fill(
        asked.filter(({ table }) => table === name),
        rows as never[],
      );
    }
  }

  /** Stores a user, and keeps the counts (P5, S0) in step. */
  putUser(user: User): void {
    this.#count(this.table.users.peek(user.id), user);
    this.table.users.put(user);
  }

  /** Changes the counts of SCIM's facts that are awake. */
  countScim(by: Partial<Ledger['scim']>): void {
    const { users, groups, pending } = this.ledger.scim;
    this.ledger = {
      ...this.ledger,
      scim: { users: users + (by.users ?? 0), groups: groups + (by.groups ?? 0), pending: pending + (by.pending ?? 0) },
    };
  }

  deleteUser(user: User): void {
    this.#count(user, null);
    this.table.users.delete(user.id);
  }

  /** X1: one entry for one change. */
  note({ userId = null, subject = null, names = null, ...change }: Note): void {
    const { actor, cause, at } = this.origin;
    const id = entryId(this.#base.ledger.auditEntries + this.#audit.length + 1);
    const by = { type: actor.type, id: actor.id };
    this.#audit.push({ id, at, actor: by, cause, userId, subject, names, ...change });
  }

  /** A point to come back to. */
  mark(): () => void {
    const marks = (Object.keys(tables) as TableName[]).map((name) => [name, this.table[name].mark()] as const);
    const organization = this.#organization;
    const entries = this.#audit.length;
    return () => {
      for (const [name, mark] of marks) this.table[name].rollback(mark);
      this.#organization = organization;
      this.#audit.length = entries;
    };
  }

  /** All that differs from what was read; null if nothing does. */
  difference(): Difference | null {
    const rows = (Object.keys(tables) as TableName[])
      .map((table) => ({ table, changes: this.table[table].changes() }))
      .filter(({ changes }) => changes.length > 0);
    if (rows.length === 0 && this.#audit.length === 0 && this.#organization === this.#base) return null;
    const { ledger } = this.#organization;
    const organization = {
      ...this.#organization,
      ledger: { ...ledger, auditEntries: this.#base.ledger.auditEntries + this.#audit.length },
    };
    return { organization, policyChanged: organization.policy !== this.#base.policy, rows, audit: this.#audit };
  }

  #count(before: User | null, after: User | null): void {
    const next: Ledger = { ...this.ledger, users: { ...this.ledger.users }, seats: { ...this.ledger.seats } };
    for (const [user, by] of [
      [before, -1],
      [after, 1],
    ] as const) {
      if (!user) continue;
      next.users[user.status] += by;
      for (const seat of user.seats) next.seats[seat] += by;
      if (countsAsOwner(user)) next.owners += by;
    }
    if (after?.retained) next.retainedOwnerId = after.id;
    else if (before?.retained && next.retainedOwnerId === before.id) next.retainedOwnerId = null;
    this.ledger = next;
  }
}
