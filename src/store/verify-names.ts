import { fingerprintOf, type StoredNames } from './audit-names.ts';
import type { Database } from './connection.ts';
import type { Flaw, ReadEntry } from './seals/verify.ts';

/** What is read of an entry; whoever changed it may have left out any of it. */
interface Fields {
  action?: unknown;
  userId?: unknown;
  names?: unknown;
  after?: { ids?: unknown } | null;
}

/** Whether the names that live apart from entries are those that were written, or were erased with an entry that says so. */
export function namesCheck(db: Database, org: string) {
  const gone: { id: string; userId: unknown }[] = [];
  const erased = new Set<unknown>();
  return {
    /** Looks at a stretch of entries. @returns whose names aren't those that were written */
    async look(entries: ReadEntry[]): Promise<Flaw[]> {
      const read = entries.map(({ id, document }) => ({ id, fields: document as Fields }));
      for (const { fields } of read) for (const id of erasedBy(fields)) erased.add(id);
      const owners = read.filter(({ fields }) => typeof fields.names === 'string');
      const found = await namesWith(
        db,
        owners.map(({ id }) => `${org}:${id}`),
      );
      return owners.flatMap(({ id, fields }) => {
        const names = found.get(`${org}:${id}`);
        if (!names) gone.push({ id, userId: fields.userId });
        return names && fingerprintOf(names) !== fields.names ? [changed(id)] : [];
      });
    },
    /** Once all was looked at: names that are gone although nobody was erased. */
    unexplained: (): Flaw[] => gone.filter(({ userId }) => !erased.has(userId)).map(({ id }) => missing(id)),
  };
}

const erasedBy = ({ action, after }: Fields): unknown[] => (action === 'user.erased' && Array.isArray(after?.ids) ? after.ids : []);

async function namesWith(db: Database, ids: string[]): Promise<Map<string, StoredNames>> {
  if (ids.length === 0) return new Map();
  const found = await db
    .collection<StoredNames>('auditNames')
    .find({ _id: { $in: ids } })
    .toArray();
  return new Map(found.map((one) => [one._id, one]));
}

const changed = (id: string): Flaw => ({ kind: 'changed', what: 'names', id, text: `The names of entry ${id} were changed` });

const missing = (id: string): Flaw => ({
  ...{ kind: 'missing', what: 'names', id },
  text: `The names of entry ${id} are gone, and nobody was erased`,
});
