import type { Logger } from 'pino';
import { bearerToken } from '../bearer-token.ts';
import type { Means } from '../provisioning/means.ts';
import { hashOf, SECRET_PREFIXES } from '../provisioning/secrets.ts';
import { createSparing } from '../sparing.ts';
import { DatabaseUnavailable } from '../store/connection.ts';
import { noteContact, tokenByHash, tokenById } from '../store/reads/scim.ts';
import { readAccessToken } from '../store/scim-access-tokens.ts';
import { hasExpired } from '../store/tables/lifetime.ts';
import { noteTokenUse } from '../store/token-uses.ts';
import { type Caller, callerOf, expired, NotSignedIn, strangerOf, UNKNOWN } from './caller.ts';

const CACHED_MS = 1000;
const MOST_CACHED = 10_000;
const CONTACT_EVERY_MS = 5000;
const USE_EVERY_MS = 60_000;

export interface Authenticator {
  /** Knows a caller by the Authorization header (RFC 6750 §2.1). @throws NotSignedIn, DatabaseUnavailable */
  authenticate(header: string | undefined): Promise<Caller>;
  /** Asks for every token again: one may have been revoked. */
  forget(): void;
}

/**
 * Makes what knows callers. A token that is known is asked for again after a second, so that one that is revoked works no longer than that,
 * and at once where the database tells of changes (`forget`); one that isn't known is never remembered, so that a new one works at once.
 *
 * Tokens are found by their SHA-256 in an index, and never compared with each other. Comparing in constant time is for a secret that is
 * compared byte by byte, where time tells how much of a guess was right; here a guess is hashed first, and how much of its hash is right
 * says nothing about the token (256 random bits), nor can anybody choose the next hash by it.
 */
export function createAuthenticator({ db, now }: Pick<Means, 'db' | 'now'>, log: Logger): Authenticator {
  const known = new Map<string, { until: number; caller: Promise<Caller> }>();
  const noteSeen = contactNoter({ db, now }, log);

  const find = (secret: string): Promise<Caller> => {
    const at = now();
    const hash = hashOf(secret);
    const cached = known.get(hash);
    if (cached && cached.until > at.getTime()) return cached.caller;
    if (known.size >= MOST_CACHED) known.clear();
    const caller = readCaller(db, secret, hash, at);
    known.set(hash, { until: at.getTime() + CACHED_MS, caller });
    caller.catch(() => known.get(hash)?.caller === caller && known.delete(hash));
    return caller;
  };

  return {
    forget: () => known.clear(),
    authenticate: async (header) => {
      const secret = bearerToken(header);
      if (!secret) throw new NotSignedIn('Send the token as "Authorization: Bearer <token>".', strangerOf(undefined));
      if (!db.ready()) throw new DatabaseUnavailable();
      const caller = await find(secret);
      if (hasExpired(caller, now())) throw expired(caller);
      noteSeen(caller);
      return caller;
    },
  };
}

/** A client's secret is no bearer token: it is exchanged for one (`oauth.ts`). */
async function readCaller(db: Means['db'], secret: string, hash: string, at: Date): Promise<Caller> {
  const unknown = (): NotSignedIn => new NotSignedIn(UNKNOWN, strangerOf(secret));
  if (secret.startsWith(SECRET_PREFIXES.access)) {
    const access = await readAccessToken(db, hash);
    const client = access && (await tokenById(db, access.clientId));
    if (!client) throw unknown();
    return callerOf(db, client, access.expiresAt, at);
  }
  const found = await tokenByHash(db, hash);
  if (found?.token.kind !== 'bearer') throw unknown();
  return callerOf(db, found, found.token.expiresAt, at);
}

/** Notes that a token was used, and that an organization's IdP asked for something: off the request's path, and once in a while. */
function contactNoter({ db, now }: Pick<Means, 'db' | 'now'>, log: Logger): (caller: Caller) => void {
  const mayNoteContact = createSparing({ times: 1, everyMs: CONTACT_EVERY_MS });
  const mayNoteUse = createSparing({ times: 1, everyMs: USE_EVERY_MS });
  return ({ organizationId, token }) => {
    const at = now();
    const failed = (error: unknown): void => log.warn({ reason: String(error), organizationId }, 'the IdP’s contact was not noted');
    if (mayNoteContact(organizationId, at)) noteContact(db, organizationId, at).catch(failed);
    if (mayNoteUse(token.id, at)) noteTokenUse(db, organizationId, token.id, at).catch(failed);
  };
}
