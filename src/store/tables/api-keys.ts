import type { TableDefinition } from '../table.ts';
import type { Lifetime } from './lifetime.ts';

/** What lets a program into the JSON API. Only its hash is kept; the key is shown once. */
export interface ApiKey extends Lifetime {
  id: string;
  name: string;
  /** SHA-256 of the key, in hex. */
  hash: string;
  /** How the key begins, so that people can tell theirs apart. */
  prefix: string;
  /** The permissions that it gives; `all` is every one that there is. */
  scopes: string[];
  /** Whose it is: a user's, and ends with what they may do (A6); null: the organization's. */
  userId: string | null;
  createdAt: Date;
}

export const apiKeys: TableDefinition<ApiKey> = {
  name: 'apiKeys',
  shape: 1,
  idScope: 'global',
  keys: {
    /** Not revoked: whether it has expired only the moment can tell. */
    live: (key) => [key.revokedAt === null ? 'live' : null],
    liveOf: (key) => [key.revokedAt === null ? key.userId : null],
  },
  indexes: [[{ hash: 1 }, { unique: true }]],
};
