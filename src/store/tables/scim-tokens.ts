import type { TableDefinition } from '../table.ts';
import type { Lifetime } from './lifetime.ts';

/** What lets a client into the SCIM endpoint. Only its secret's hash is kept; the secret is shown once. */
export interface ScimToken extends Lifetime {
  id: string;
  /** A bearer token is sent with each request; an OAuth client's secret is exchanged for access tokens that live an hour. */
  kind: 'bearer' | 'oauth_client';
  name: string;
  /** SHA-256 of the token or of the client's secret, in hex. */
  hash: string;
  /** How the secret begins, so that people can tell theirs apart. */
  prefix: string;
  createdAt: Date;
}

export const scimTokens: TableDefinition<ScimToken> = {
  name: 'scimTokens',
  shape: 1,
  idScope: 'global',
  keys: {
    /** Not revoked: whether it has expired only the moment can tell. */
    live: (token) => [token.revokedAt === null ? 'live' : null],
  },
  indexes: [[{ hash: 1 }, { unique: true }]],
};
