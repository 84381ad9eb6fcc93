import { type Origin, scimDecides } from '../rules/model.ts';
import type { Database } from '../store/connection.ts';
import { listOrganizations, readOrganization } from '../store/organizations.ts';
import { keyOf } from '../store/table.ts';
import type { Sweep } from '../store/tables/sweeps.ts';
import type { Work } from './commit.ts';
import type { Means } from './means.ts';
import { settle } from './settle.ts';
import type { World } from './world.ts';

const BATCH = 500;

/** Leaves a sweep of everybody to be run, with the change that makes it necessary. */
export function startSweep(world: World): void {
  const { actor, cause, at } = world.origin;
  const total = world.ledger.scim.users + world.ledger.users.active + world.ledger.users.deactivated;
  world.table.sweeps.put({
    id: world.newId(),
    phase: 'scim_users',
    after: null,
    done: 0,
    total,
    actor,
    cause,
    startedAt: at,
    finishedAt: null,
  });
}

/** Runs an organization's open sweep to its end, if there is one. Safe to run twice at once, and again after a crash. */
export async function runSweep(
  means: Means,
  organizationId: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  for (;;) {
    const sweep = await openSweep(means.db, organizationId);
    if (!sweep) return;
    const ids = await nextIds(means.db, organizationId, sweep);
    const origin: Origin = { actor: sweep.actor, cause: sweep.cause, at: means.now() };
    await means.committer.commit(organizationId, origin, sweepBatch(sweep, ids));
    onProgress(Math.min(sweep.done + ids.length, sweep.total), sweep.total);
  }
}

/** Takes up what a crash left. */
export async function resumeSweeps(means: Means): Promise<void> {
  for (const { id } of await listOrganizations(means.db)) await runSweep(means, id);
}

/** The open sweep, for its progress; null if none is open. */
export async function openSweep(db: Database, organizationId: string): Promise<Sweep | null> {
  const found = await db.collection('sweeps').findOne({ org: organizationId, keys: keyOf('open', 'open') });
  return found && ({ ...found, id: found._id } as unknown as Sweep);
}

const sweepBatch =
  (sweep: Sweep, ids: string[]): Work<void> =>
  (world) => {
    const current = world.table.sweeps.get(sweep.id);
    if (!current || current.finishedAt || current.phase !== sweep.phase || current.after !== sweep.after) return; // another process did it
    if (scimDecides(world.policy)) settle(world, sweep.phase === 'scim_users' ? { scimUsers: ids } : { users: ids });
    world.table.sweeps.put(advanced(current, ids, world.origin.at));
  };

function advanced(sweep: Sweep, ids: string[], at: Date): Sweep {
  const done = sweep.done + ids.length;
  if (ids.length === BATCH) return { ...sweep, after: ids.at(-1) ?? null, done };
  if (sweep.phase === 'scim_users') return { ...sweep, phase: 'users', after: null, done };
  return { ...sweep, done, total: done, finishedAt: at };
}

async function nextIds(db: Database, organizationId: string, { phase, after }: Sweep): Promise<string[]> {
  const organization = await readOrganization(db, organizationId);
  const from = after === null ? {} : { _id: { $gt: after } };
  const which = phase === 'scim_users' ? { epoch: organization?.policy.scim.epoch } : {};
  const found = db
    .collection(phase === 'scim_users' ? 'scimUsers' : 'users')
    .find({ org: organizationId, ...which, ...from }, { projection: { _id: 1 } });
  return (await found.sort({ _id: 1 }).limit(BATCH).toArray()).map(({ _id }) => String(_id));
}
