import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import { expiredCursor, invalidCursor } from './protocol/errors.ts';

/** `pagination.cursorTimeout` of the service provider's config: a cursor is good for so long, and not longer. */
export const CURSOR_TIMEOUT_SECONDS = 3600;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const place = z.object({
  type: z.enum(['User', 'Group']),
  key: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  at: z.string(),
});

/** A place in a list: the last resource that was shown; `at` is its id, or what the list is ordered by with the id. */
export type Place = z.infer<typeof place>;

const content = z.object({ issuedAt: z.number(), count: z.number(), place });

/** What a cursor holds. */
export type CursorContent = z.infer<typeof content>;

/** The key that cursors are sealed with: the same on every server that has the same secret. */
export const cursorKey = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'scim cursor', 32));

/**
 * A cursor (RFC 9865 §2) in unreserved characters: encrypted, so that it is opaque and can't be changed, and bound to the query that it continues.
 * @param nonce 12 random bytes, never the same twice
 */
export function sealCursor(key: Buffer, query: string, held: CursorContent, nonce: Buffer): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(query));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(held)), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** What a cursor holds. @throws ScimError invalidCursor for what is no cursor of ours, or of another query's; expiredCursor */
export function openCursor(key: Buffer, query: string, cursor: string, now: Date): CursorContent {
  const bytes = Buffer.from(cursor, 'base64url'); // which passes over what is no base64
  const held = bytes.toString('base64url') === cursor ? decrypted(key, query, bytes) : undefined;
  if (!held) throw invalidCursor('The cursor is not one that this query was given. Begin again with an empty cursor.');
  if (now.getTime() - held.issuedAt > CURSOR_TIMEOUT_SECONDS * 1000) {
    throw expiredCursor(`The cursor was good for ${CURSOR_TIMEOUT_SECONDS} seconds. Begin again with an empty cursor.`);
  }
  return held;
}

function decrypted(key: Buffer, query: string, bytes: Buffer): CursorContent | undefined {
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(query)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString();
    return content.parse(JSON.parse(text));
  } catch {
    return undefined; // not sealed by us for this query, or by another version of us
  }
}
