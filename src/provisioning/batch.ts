import type { Organization, Origin } from '../rules/model.ts';
import { applyDifference, type Difference, readRevision, Stale } from '../store/apply.ts';
import type { Database } from '../store/connection.ts';
import { readOrganization } from '../store/organizations.ts';
import { loadRows, type Want } from '../store/snapshot.ts';
import { Missing } from './memory-table.ts';
import { World } from './world.ts';

/** What a verb does to the world. It may run several times before it counts, so it does nothing else. */
export type Work<T> = (world: World) => T;

/** A verb, and who or what has it done. */
export interface Piece {
  origin: Origin;
  work: Work<unknown>;
}

export type Outcome = { value: unknown } | { error: unknown };

/** What a batch stands on where it need not read it: the organization as the batch before leaves it, and the rows that one changed. */
export interface Ground {
  organization: Organization;
  rows: Difference['rows'];
}

/** A batch that has been decided in memory. */
export interface Decided {
  organization: Organization;
  outcomes: Outcome[];
  /** Null where nothing changes. */
  difference: Difference | null;
}

/** Each round reads what the one before asked for: a dozen is much; only chains of groups in groups need more. */
const MAX_ROUNDS = 200;

/** Reads and runs a batch until nothing that it asks for is missing. One piece that throws changes nothing and fails alone. */
export async function decideBatch(
  { db, newId }: { db: Database; newId: () => string },
  organizationId: string,
  pieces: Piece[],
  ground?: Ground,
): Promise<Decided> {
  const organization = ground?.organization ?? (await readOrganization(db, organizationId));
  if (!organization) throw new Error(`there is no organization ${organizationId}`);
  const world = new World(organization, newId, ground?.rows);
  const restart = world.mark();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const missing: Want[] = [];
    const outcomes = pieces.map((piece) => attempt(world, piece, missing));
    if (missing.length === 0) return { organization, outcomes, difference: world.difference() };
    restart();
    world.fill(missing, await loadRows(db, organizationId, missing, (table) => world.table[table].readIds));
  }
  throw new Error(`a batch still asks for rows after ${MAX_ROUNDS} rounds`);
}

function attempt(world: World, { origin, work }: Piece, missing: Want[]): Outcome {
  const undo = world.mark();
  try {
    world.origin = origin;
    return { value: work(world) };
  } catch (error) {
    undo();
    if (!(error instanceof Missing)) return { error };
    for (const want of error.wants) missing.push(want);
    return { error };
  }
}

/**
 * Makes a decided batch durable; one that changes nothing is only held against the revision, so that no refusal is based on a torn read.
 * @returns how often others have asked to be let in, where that was learnt
 * @throws Stale where somebody else wrote since
 */
export async function writeBatch(db: Database, { organization, difference }: Decided): Promise<number | undefined> {
  if (difference) return applyDifference(db, difference);
  if ((await readRevision(db, organization.id)) !== organization.revision) throw new Stale();
  return undefined;
}

/** What the batch after this one stands on, once this one is written. */
export const groundAfter = ({ organization, difference }: Decided): Ground =>
  difference
    ? { organization: { ...difference.organization, revision: organization.revision + 1 }, rows: difference.rows }
    : { organization, rows: [] };

/** @throws what the piece threw */
export function valueOf(outcome: Outcome | undefined): unknown {
  if (!outcome) throw new Error('a piece of work without an outcome');
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}
