import { conflictsAmong } from '../provisioning/conflicts.ts';
import type { Means } from '../provisioning/means.ts';
import { openSweep } from '../provisioning/sweep.ts';
import { type Organization, type Origin, scimDecides } from '../rules/model.ts';
import { lastContact, scimUsersOfNobody } from '../store/reads/scim.ts';
import { countHeld, countKeptSeats, countUsers, readUser } from '../store/reads/users.ts';
import type { Sweep } from '../store/tables/sweeps.ts';

/** How an organization stands: what `status` and App Home show. */
export interface Overview {
  organization: Organization;
  lastContact: Date | null;
  sweep: Pick<Sweep, 'done' | 'total'> | null;
  /** I10: people whose change waits for an owner. */
  held: number;
  /** S4: on-call seats that are kept after leaving the group that gave them. */
  keptSeats: number;
  /** L3 */
  conflicts: Conflicts;
  unlinked: number;
  /** P5 */
  retainedOwner: string | null;
}

export interface Conflicts {
  people: number;
  /** Whether there are more than were looked for. */
  orMore: boolean;
}

/** Reads it. Nothing in it costs more in a larger organization but the conflicts, which are looked for once a minute at most. */
export async function overviewOf(means: Means, organization: Organization, origin: Origin): Promise<Overview> {
  const { db } = means;
  const { id, policy, ledger } = organization;
  const installed = scimDecides(policy);
  const [contact, sweep, held, keptSeats, unlinked, conflicts, retained] = await Promise.all([
    policy.scim.state === 'not_installed' ? null : lastContact(db, id),
    openSweep(db, id),
    countHeld(db, id),
    countKeptSeats(db, id),
    installed ? countUsers(db, id, policy, { linked: false }) : 0,
    installed ? conflictsNow(means, organization, origin) : none,
    ledger.retainedOwnerId ? readUser(db, id, ledger.retainedOwnerId) : null,
  ]);
  return { organization, lastContact: contact, sweep, held, keptSeats, unlinked, conflicts, retainedOwner: retained?.name ?? null };
}

const none: Conflicts = { people: 0, orMore: false };
const LOOKED_FOR = 200;
const FRESH_MS = 60_000;

const remembered = new WeakMap<Means, Map<string, { at: number; found: Promise<Conflicts> }>>();

/** Looking for conflicts reads all SCIM users, so what was found holds for a minute. */
function conflictsNow(means: Means, organization: Organization, origin: Origin): Promise<Conflicts> {
  const byOrganization = remembered.get(means) ?? new Map<string, { at: number; found: Promise<Conflicts> }>();
  remembered.set(means, byOrganization);
  const known = byOrganization.get(organization.id);
  if (known && origin.at.getTime() - known.at < FRESH_MS) return known.found;
  const found = lookForConflicts(means, organization, origin);
  byOrganization.set(organization.id, { at: origin.at.getTime(), found });
  found.catch(() => byOrganization.delete(organization.id));
  return found;
}

async function lookForConflicts({ db, committer }: Means, { id, policy, ledger }: Organization, origin: Origin): Promise<Conflicts> {
  if ((await countUsers(db, id, policy, { linked: true })) >= ledger.scim.users) return none;
  const nobody = await scimUsersOfNobody(db, id, policy, LOOKED_FOR);
  const people = (await committer.rehearse(id, origin, conflictsAmong(nobody))).length;
  return { people, orMore: nobody.length === LOOKED_FOR };
}
