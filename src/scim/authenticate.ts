import type { Logger } from 'pino';
import type { Means } from '../provisioning/means.ts';
import { hashOf } from '../provisioning/scim-tokens.ts';
import { DatabaseUnavailable } from '../store/connection.ts';
import { readOrganization } from '../store/organizations.ts';
import { noteContact, tokenByHash } from '../store/reads/scim.ts';
import type { ScimToken } from '../store/tables/scim-tokens.ts';
import { unauthorized } from './protocol/errors.ts';

/** Who sends a request: the token picks the organization. */
export interface Caller {
  organizationId: string;
  token: ScimToken;
  /** Of the token's install: an uninstall revokes the token and raises the epoch (I8), so a token has one for life. */
  epoch: number;
}

const CACHED_MS = 1000;
const MOST_CACHED = 10_000;
const CONTACT_EVERY_MS = 5000;

/**
 * Makes what knows a caller by the Authorization header (RFC 6750 §2.1). A token that is known is asked for again after a second, so that one that
 * is revoked works no longer than that; one that isn't is never remembered, so that a new one works at once.
 * The function throws ScimError 401, and DatabaseUnavailable.
 */
export function createAuthenticator({ db, now }: Pick<Means, 'db' | 'now'>, log: Logger): (header: string | undefined) => Promise<Caller> {
  const known = new Map<string, { until: number; caller: Promise<Caller | null> }>();
  const noteSeen = contactNoter({ db, now }, log);

  const find = (hash: string): Promise<Caller | null> => {
    const at = now().getTime();
    const cached = known.get(hash);
    if (cached && cached.until > at) return cached.caller;
    if (known.size >= MOST_CACHED) known.clear();
    const caller = readCaller(db, hash);
    known.set(hash, { until: at + CACHED_MS, caller });
    const forget = (): void => void (known.get(hash)?.caller === caller && known.delete(hash));
    caller.then((found) => found ?? forget(), forget);
    return caller;
  };

  return async (header) => {
    const token = bearerToken(header);
    if (!token) throw unauthorized('Send the token as "Authorization: Bearer <token>".');
    if (!db.ready()) throw new DatabaseUnavailable();
    const caller = await find(hashOf(token));
    if (!caller) throw unauthorized('The token is not known, or has been revoked.');
    noteSeen(caller.organizationId);
    return caller;
  };
}

async function readCaller(db: Means['db'], hash: string): Promise<Caller | null> {
  const found = await tokenByHash(db, hash);
  const organization = found && (await readOrganization(db, found.organizationId));
  if (!found || !organization || organization.policy.scim.state === 'not_installed') return null;
  return { ...found, epoch: organization.policy.scim.epoch };
}

function bearerToken(header: string | undefined): string | undefined {
  const [scheme, token, ...more] = (header ?? '').trim().split(/ +/);
  return scheme?.toLowerCase() === 'bearer' && more.length === 0 ? token : undefined;
}

/** Notes that an organization's IdP asked for something, off the request's path and every few seconds at most. */
function contactNoter({ db, now }: Pick<Means, 'db' | 'now'>, log: Logger): (organizationId: string) => void {
  const noted = new Map<string, number>();
  return (organizationId) => {
    const at = now();
    if (at.getTime() - (noted.get(organizationId) ?? 0) < CONTACT_EVERY_MS) return;
    if (noted.size >= MOST_CACHED) noted.clear();
    noted.set(organizationId, at.getTime());
    noteContact(db, organizationId, at).catch((error: unknown) =>
      log.warn({ reason: String(error), organizationId }, 'the IdP’s contact was not noted'),
    );
  };
}
