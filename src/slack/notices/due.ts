import type { Organization, User } from '../../rules/model.ts';
import type { IdpRhythm } from '../../store/idp-rhythms.ts';
import { isLive } from '../../store/tables/lifetime.ts';
import type { ScimToken } from '../../store/tables/scim-tokens.ts';
import * as words from '../blocks/notices.ts';
import type { HeldPeople } from '../held.ts';
import type { Notice } from './notice.ts';
import { isSilent } from './silence.ts';

/** How an organization stands, as far as its owners are to be told. */
export interface NoticeFacts {
  now: Date;
  organization: Organization;
  publicUrl: string;
  retainedOwner: User | null;
  /** I10: each hold with the people whose change waits. */
  holds: HeldPeople[];
  tokens: ScimToken[];
  rhythm: IdpRhythm | null;
  /** Requests of the IdP's that failed in the last hour, the latest first. */
  failures: { detail: string | null }[];
  /** When the last comparison with Slack that came to its end did, and since when there could have been one. */
  compared: { last: Date | null; since: Date };
  /** I9 */
  letIn: User[];
}

const OWNERS: Notice['roles'] = ['owner'];
const ADMINISTRATORS: Notice['roles'] = ['owner', 'admin'];

/** Everything that is to be told now; what was told already is known by its key. Pure. */
export const dueNotices = (facts: NoticeFacts): Notice[] => [
  ...ownership(facts),
  ...facts.holds.map((hold) => ({ key: `held:${hold.id}`, roles: OWNERS, message: words.heldNoticeBlocks(hold, facts.publicUrl) })),
  ...facts.tokens.flatMap((token) => expiry(token, facts)),
  ...silence(facts),
  ...failing(facts),
  ...comparing(facts),
  ...facts.letIn.map((user) => ({
    key: `break_glass:${user.id}:${user.breakGlassUntil?.getTime()}`,
    roles: OWNERS,
    message: words.breakGlassBlocks(user, user.breakGlassUntil as Date, facts.publicUrl),
  })),
];

/** P5 */
function ownership({ organization: { ledger }, retainedOwner, publicUrl }: NoticeFacts): Notice[] {
  if (retainedOwner)
    return [
      { key: `owner_retained:${retainedOwner.id}`, roles: ADMINISTRATORS, message: words.ownerRetainedBlocks(retainedOwner, publicUrl) },
    ];
  const ownerless = ledger.owners === 0 && ledger.users.active > 0;
  return ownerless ? [{ key: 'no_owner', roles: ADMINISTRATORS, message: words.noOwnerBlocks(publicUrl) }] : [];
}

const DAY = 24 * 3600_000;
const THRESHOLDS = [1, 7, 30];

/** Before the end of a token, at 30, 7 and 1 days; a threshold that it had passed when it was made is none. */
function expiry(token: ScimToken, { now, publicUrl }: NoticeFacts): Notice[] {
  const { id, name, prefix, expiresAt, createdAt } = token;
  if (expiresAt === null || !isLive(token, now)) return [];
  const left = (expiresAt.getTime() - now.getTime()) / DAY;
  const lifetime = (expiresAt.getTime() - createdAt.getTime()) / DAY;
  const days = THRESHOLDS.find((threshold) => left <= threshold);
  if (days === undefined || lifetime <= days) return [];
  return [
    { key: `token_expires:${id}:${days}`, roles: OWNERS, message: words.tokenExpiresBlocks({ name, prefix, expiresAt }, days, publicUrl) },
  ];
}

function silence({ organization, rhythm, now, publicUrl }: NoticeFacts): Notice[] {
  if (organization.policy.scim.state !== 'installed' || !rhythm || !isSilent(rhythm, now)) return [];
  return [{ key: `idp_silent:${rhythm.last.getTime()}`, roles: OWNERS, message: words.idpSilentBlocks(rhythm.last, publicUrl) }];
}

/** One that fails once is mended by the IdP's next try. */
const MANY = 5;

function failing({ failures, publicUrl }: NoticeFacts): Notice[] {
  if (failures.length < MANY) return [];
  return [
    { key: 'scim_failing', roles: OWNERS, message: words.scimFailingBlocks(failures.length, failures[0]?.detail ?? null, publicUrl) },
  ];
}

/** Comparisons are due every six hours. */
const LATE = 12 * 3600_000;

function comparing({ compared: { last, since }, now, publicUrl }: NoticeFacts): Notice[] {
  if (now.getTime() - (last ?? since).getTime() < LATE) return [];
  return [{ key: 'compare_failing', roles: OWNERS, message: words.compareFailingBlocks(last, publicUrl) }];
}
