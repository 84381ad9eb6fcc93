import type { Database } from './connection.ts';

/** An access token that an OAuth client was given (RFC 6749 §4.4). It is good while its client is, and an hour at most. */
export interface ScimAccessToken {
  org: string;
  /** The id of the client's row among the tokens. */
  clientId: string;
  expiresAt: Date;
}

const collection = (db: Database) => db.collection('scimAccessTokens');

/** @param hash SHA-256 of the token: nobody can make the token of it */
export async function keepAccessToken(db: Database, hash: string, token: ScimAccessToken): Promise<void> {
  await collection(db).insertOne({ _id: hash as never, ...token });
}

/** The access token with this hash, which says whose it is. @returns null where there is none, or it has been swept away since it expired */
export async function readAccessToken(db: Database, hash: string): Promise<ScimAccessToken | null> {
  const found = await collection(db).findOne({ _id: hash as never });
  return found && { org: String(found.org), clientId: String(found.clientId), expiresAt: found.expiresAt as Date };
}
