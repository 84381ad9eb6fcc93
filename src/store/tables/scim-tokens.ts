import type { TableDefinition } from '../table.ts';

/** A bearer token for the SCIM endpoint. Only its hash is kept; it is shown once. */
export interface ScimToken {
  id: string;
  name: string;
  /** SHA-256 of the token, in hex. */
  hash: string;
  /** How the token begins, so that people can tell theirs apart. */
  prefix: string;
  createdAt: Date;
  revokedAt: Date | null;
}

export const scimTokens: TableDefinition<ScimToken> = {
  name: 'scimTokens',
  shape: 1,
  idScope: 'global',
  keys: {
    live: (token) => [token.revokedAt === null ? 'live' : null],
  },
  indexes: [[{ hash: 1 }, { unique: true }]],
};
