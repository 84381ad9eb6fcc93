import { createHash, randomBytes } from 'node:crypto';
import type { AuditEntry, NamesChange } from './audit-entries.ts';
import { canonical } from './seals/canonical.ts';

/** The names of one entry, apart from it. They go when a person is erased; the entry and its seal stay. */
export interface StoredNames extends NamesChange {
  /** The entry's own `_id`. */
  _id: string;
  org: string;
  shape: 1;
  userId: string;
  /** Random: without it nobody can find out by trying whether the fingerprint that an entry keeps is of a given name. */
  salt: string;
}

export interface AuditDocuments {
  entries: { _id: string; [field: string]: unknown }[];
  names: StoredNames[];
  /** X4: users whose names are to go, with all that was ever written of them. */
  erased: string[];
}

/** What is stored of entries: each holds the fingerprint of its names, which are a document of their own. */
export function auditDocuments(org: string, entries: AuditEntry[]): AuditDocuments {
  const documents: AuditDocuments = { entries: [], names: [], erased: entries.flatMap(erasedBy) };
  for (const { id, names, ...entry } of entries) {
    const _id = `${org}:${id}`;
    const apart = names && entry.userId ? storedNames(_id, org, entry.userId, names) : null;
    if (apart) documents.names.push(apart);
    documents.entries.push({ _id, org, shape: 2, ...entry, names: apart && fingerprintOf(apart) });
  }
  return documents;
}

const erasedBy = ({ action, after }: AuditEntry): string[] => (action === 'user.erased' ? (after as { ids: string[] }).ids : []);

const storedNames = (_id: string, org: string, userId: string, { before, after }: NamesChange): StoredNames => ({
  ...{ _id, org, shape: 1, userId, before, after },
  salt: randomBytes(16).toString('hex'),
});

/** By what an entry knows its names again. */
export const fingerprintOf = (names: StoredNames): string => createHash('sha256').update(canonical(names)).digest('hex');
