import type { BaseRole, RuleId, SeatKind, Status } from '../rules/model.ts';
import { titleOf } from '../rules/roles.ts';
import type { AuditAction, AuditEntry } from '../store/audit-entries.ts';

/** What somebody held at a moment, by the audit alone. */
export interface Held {
  status: Status;
  baseRole: BaseRole;
  customRoles: string[];
  seats: SeatKind[];
  /** Null without SCIM. */
  linked: boolean | null;
  retained: boolean;
  slackUserId: string | null;
  scimUserId: string | null;
}

/** By which entry each of it became so. */
export interface HeldSince {
  about: 'status' | 'role' | 'seats' | 'link';
  rule: RuleId;
  text: string;
  at: Date;
  cause: AuditEntry['cause'];
}

export interface Then {
  held: Held;
  since: HeldSince[];
}

export type Entry = Pick<AuditEntry, 'id' | 'at' | 'action' | 'rule' | 'cause' | 'after'>;

/** Entries about no user that decide what a link counts for. */
export const INSTALLS: AuditAction[] = ['scim.confirmed', 'scim.uninstalled'];

/** What a field of `after` is about. */
const aboutOf: Partial<Record<AuditAction, HeldSince['about'][]>> = {
  'user.created': ['status', 'role', 'seats', 'link'],
  'user.linked': ['link'],
  'user.unlinked': ['link'],
  'user.deactivated': ['status'],
  'user.reinstated': ['status'],
  'user.role_memberships_updated': ['role'],
  'user.seats_updated': ['seats'],
};

/**
 * Tells again what an audit says of one person, up to where it ends.
 * @param entries the person's, and the organization's installs, in the order of their numbers
 * @returns null for who was no user yet
 */
export function tellAgain(entries: Entry[]): Then | null {
  const told = entries.reduce<Told>(withEntry, { held: null, since: new Map(), installed: false });
  if (!told.held) return null;
  const held: Held = { ...told.held, linked: told.installed ? told.held.scimUserId !== null : null };
  return { held, since: [...told.since].map(([about, entry]) => sinceOf(about, entry, held)) };
}

/** How far it has been told. */
interface Told {
  held: Omit<Held, 'linked'> | null;
  since: Map<HeldSince['about'], Entry>;
  installed: boolean;
}

function withEntry(told: Told, entry: Entry): Told {
  if (INSTALLS.includes(entry.action)) return withInstall(told, entry);
  const about = aboutOf[entry.action];
  if (!about || (!told.held && entry.action !== 'user.created')) return told;
  const since = new Map([...told.since, ...about.map((one) => [one, entry] as const)]);
  return { ...told, held: changed(told.held ?? nothing, entry), since };
}

/** I8: with the install every link ends at once; no entry says so of each. */
function withInstall({ held, ...told }: Told, { action }: Entry): Told {
  const installed = action === 'scim.confirmed';
  return { ...told, installed, held: held && !installed ? { ...held, scimUserId: null } : held };
}

const nothing: Omit<Held, 'linked'> = {
  ...{ status: 'active', baseRole: 'standard', customRoles: [], seats: [] },
  ...{ retained: false, slackUserId: null, scimUserId: null },
};

/** An entry says all of what it is about, save that it leaves `retained` out where it is false. */
function changed(held: typeof nothing, { action, after }: Entry): typeof nothing {
  const { status, baseRole, customRoles, seats, slackUserId, scimUserId, retained } = after as Partial<Held>;
  const known = { status, baseRole, customRoles, seats, slackUserId, scimUserId };
  const said = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return { ...held, ...said, retained: aboutOf[action]?.includes('role') ? (retained ?? false) : held.retained };
}

const sinceOf = (about: HeldSince['about'], { at, rule, cause }: Entry, held: Held): HeldSince => ({
  ...{ about, rule, at, cause },
  text: words[about](held),
});

const words: Record<HeldSince['about'], (held: Held) => string> = {
  status: ({ status }) => (status === 'active' ? 'Active' : 'Deactivated'),
  role: ({ baseRole, customRoles, retained }) => `${[titleOf(baseRole), ...customRoles].join(', ')}${retained ? ' (retained)' : ''}`,
  seats: ({ seats }) =>
    seats.map((seat) => ({ viewer: 'Viewer', responder: 'Responder', on_call: 'On-call' })[seat]).join(', ') || 'No seat',
  link: ({ linked }) => (linked === null ? 'SCIM was not installed' : linked ? 'Linked' : 'Unlinked'),
};
