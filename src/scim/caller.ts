import { ipMatcher, parseIpRanges } from '../provisioning/ip-ranges.ts';
import type { Means } from '../provisioning/means.ts';
import { prefixOf } from '../provisioning/secrets.ts';
import type { Policy } from '../rules/model.ts';
import { readOrganization } from '../store/organizations.ts';
import type { FoundToken } from '../store/reads/scim.ts';
import { hasExpired } from '../store/tables/lifetime.ts';
import type { ScimToken } from '../store/tables/scim-tokens.ts';
import { ScimError } from './protocol/errors.ts';

/** Who sends a request: the token picks the organization. */
export interface Caller {
  organizationId: string;
  /** The bearer token, or the OAuth client whose access token it is. */
  token: ScimToken;
  /** Of the token's install: an uninstall revokes the token and raises the epoch (I8), so a token has one for life. */
  epoch: number;
  /** When what was sent stops being good: the access token's own end, where it is one. */
  expiresAt: Date | null;
  /** From where it may come, and how fast. */
  access: { allows: (address: string | undefined) => boolean; enforced: boolean; rateLimit: number };
}

/** What is known of somebody who was refused. */
export interface Attempt {
  organizationId: string | null;
  tokenId: string | null;
  /** How a secret of ours begins; null for anything else, of which nothing is kept. */
  tokenPrefix: string | null;
}

/** 401, with what the request log says of it (RFC 6750 §3.1 `invalid_token`). */
export class NotSignedIn extends ScimError {
  readonly attempt: Attempt;

  constructor(detail: string, attempt: Attempt) {
    super(401, detail);
    this.attempt = attempt;
  }
}

/** @param secret what was sent, if anything was */
export const strangerOf = (secret: string | undefined): Attempt => ({
  organizationId: null,
  tokenId: null,
  tokenPrefix: secret === undefined ? null : prefixOf(secret),
});

const attemptOf = ({ organizationId, token }: FoundToken): Attempt => ({ organizationId, tokenId: token.id, tokenPrefix: token.prefix });

/**
 * The caller of a token that was found.
 * @throws NotSignedIn where the token has been revoked or has expired, or SCIM is no more installed
 */
export async function callerOf(db: Means['db'], found: FoundToken, expiresAt: Date | null, at: Date): Promise<Caller> {
  const { token, organizationId } = found;
  if (token.revokedAt) throw new NotSignedIn(UNKNOWN, attemptOf(found));
  if (hasExpired(token, at)) throw expired({ organizationId, token });
  const organization = await readOrganization(db, organizationId);
  if (!organization || organization.policy.scim.state === 'not_installed') throw new NotSignedIn(UNKNOWN, attemptOf(found));
  return { organizationId, token, epoch: organization.policy.scim.epoch, expiresAt, access: accessOf(organization.policy) };
}

/** One text for what never was and what is no more. */
export const UNKNOWN = 'The token is not known, or has been revoked.';

export const expired = (found: FoundToken): NotSignedIn => new NotSignedIn('The token has expired.', attemptOf(found));

function accessOf({ settings: { scim } }: Policy): Caller['access'] {
  const ranges = parseIpRanges(scim.allowedIps.join(',')) ?? [];
  const allows = ranges.length === 0 ? () => true : ipMatcher(ranges);
  return { allows, enforced: scim.allowedIpsMode === 'enforce', rateLimit: scim.rateLimit };
}
