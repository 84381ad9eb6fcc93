import type { RowChange } from '../store/apply.ts';
import type { Want } from '../store/snapshot.ts';
import { keyOf, keysOf, type Row, type TableDefinition } from '../store/table.ts';
import type { TableName } from '../store/tables/index.ts';

/**
 * A batch asked for rows that haven't been read yet. It is no failure: `commit` reads them and lets the batch begin again, so
 * that verbs can be written as if all rows were in memory.
 */
export class Missing extends Error {
  readonly wants: Want[];

  constructor(wants: Want[]) {
    // It is thrown several times in each batch, and where from tells nobody anything: collecting that would cost more than the reading.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super('rows that have not been read yet');
    Error.stackTraceLimit = limit;
    this.name = 'Missing';
    this.wants = wants;
  }
}

/**
 * Runs `step` for each item, and asks for all that they miss at once: so that the rounds of reading grow with how deep a work looks,
 * not with how many it looks at.
 * @throws Missing for all of them together, or what a step throws
 */
export function forEach<T>(items: Iterable<T>, step: (item: T) => void): void {
  const wants: Want[] = [];
  for (const item of items) {
    try {
      step(item);
    } catch (error) {
      if (error instanceof Missing) wants.push(...error.wants);
      else if (wants.length === 0) throw error; // else it may only be so because of what is missing
    }
  }
  if (wants.length > 0) throw new Missing(wants);
}

/** The same with results. @throws Missing for all of them together, or what a step throws */
export function mapEach<T, U>(items: Iterable<T>, step: (item: T) => U): U[] {
  const results: U[] = [];
  forEach(items, (item) => void results.push(step(item)));
  return results;
}

/** The part of a collection that a batch has read, with its changes; every change can be taken back. */
export class MemoryTable<R extends Row> {
  readonly #name: TableName;
  readonly #definition: TableDefinition<R>;
  /** As read. */
  readonly #base = new Map<string, R>();
  /** What was asked of the database: a row that isn't there although it was asked for doesn't exist. */
  readonly #known = new Set<string>();
  readonly #rows = new Map<string, R>();
  readonly #index = new Map<string, Set<string>>();
  readonly #journal: { id: string; was: R | undefined }[] = [];

  /** Ids that this batch has just made: the database can't know anything of them. */
  readonly #fresh: ReadonlySet<string>;

  /** Rows that are gone, though the database may still give them. */
  readonly #gone = new Set<string>();

  /** @param ahead changes that the database may not have made yet */
  constructor(name: TableName, definition: TableDefinition<R>, fresh: ReadonlySet<string>, ahead: RowChange[] = []) {
    this.#name = name;
    this.#definition = definition;
    this.#fresh = fresh;
    for (const { id, after } of ahead) {
      if (after === null) this.#gone.add(id);
      else this.#read(after as R);
    }
  }

  /** Takes rows that were read, and what was asked for. */
  fill(asked: Want[], rows: R[]): void {
    for (const { index, key } of asked) this.#known.add(keyOf(index, key));
    for (const row of rows) if (!this.#base.has(row.id) && !this.#gone.has(row.id)) this.#read(row);
  }

  #read(row: R): void {
    this.#base.set(row.id, row);
    this.#known.add(keyOf('id', row.id));
    this.#set(row.id, row);
  }

  /** The rows that were read: the database need not send them again. */
  get readIds(): string[] {
    return [...this.#base.keys()];
  }

  /** Those of the wants that haven't been read. */
  unread(wants: { index: string; key: string }[]): Want[] {
    return wants.filter(({ index, key }) => !this.#isKnown(index, key)).map((want) => ({ ...want, table: this.#name }));
  }

  /** @throws Missing */
  get(id: string): R | null {
    const row = this.#rows.get(id);
    if (row) return row;
    if (!this.#isKnown('id', id)) throw new Missing([{ table: this.#name, index: 'id', key: id }]);
    return null;
  }

  /** The row if it is in memory: for one that was just read, or is about to begin. */
  peek(id: string): R | null {
    return this.#rows.get(id) ?? null;
  }

  /** Rows that have the key, in the order of their ids. @throws Missing */
  find(index: string, key: string): R[] {
    if (!this.#isKnown(index, key)) throw new Missing([{ table: this.#name, index, key }]);
    const ids = [...(this.#index.get(keyOf(index, key)) ?? [])].sort();
    return ids.map((id) => this.#rows.get(id) as R);
  }

  put(row: R): void {
    this.#journal.push({ id: row.id, was: this.#rows.get(row.id) });
    this.#known.add(keyOf('id', row.id));
    this.#set(row.id, row);
  }

  delete(id: string): void {
    this.#journal.push({ id, was: this.#rows.get(id) });
    this.#set(id, undefined);
  }

  mark(): number {
    return this.#journal.length;
  }

  rollback(mark: number): void {
    for (const { id, was } of this.#journal.splice(mark).reverse()) this.#set(id, was);
  }

  /** What differs from what was read. */
  changes(): RowChange[] {
    const touched = new Set(this.#journal.map(({ id }) => id));
    return [...touched].flatMap((id) => {
      const before = this.#base.get(id) ?? null;
      const after = this.#rows.get(id) ?? null;
      return before === after ? [] : [{ id, before, after }];
    });
  }

  #isKnown(index: string, key: string): boolean {
    return this.#isFresh(key) || this.#known.has(keyOf(index, key));
  }

  /** A membership's id is made of its group's and its member's: either may have just been made. */
  #isFresh(key: string): boolean {
    return this.#fresh.has(key) || (this.#name === 'memberships' && key.split(':').some((id) => this.#fresh.has(id)));
  }

  #set(id: string, row: R | undefined): void {
    const was = this.#rows.get(id);
    if (was) for (const at of keysOf(this.#definition, was)) this.#index.get(at)?.delete(id);
    if (!row) {
      this.#rows.delete(id);
      return;
    }
    this.#rows.set(id, row);
    for (const at of keysOf(this.#definition, row)) {
      const ids = this.#index.get(at);
      if (ids) ids.add(id);
      else this.#index.set(at, new Set([id]));
    }
  }
}
