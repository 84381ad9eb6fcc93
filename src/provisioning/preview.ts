import type { Origin } from '../rules/model.ts';
import { rankOf } from '../rules/roles.ts';
import type { Problem } from '../rules/setup.ts';
import { readOrganization } from '../store/organizations.ts';
import { acceptInstall, type Confirmation } from './confirm-scim.ts';
import type { Means } from './means.ts';
import { type Summary, summaryOf } from './present.ts';
import { type Settled, settle } from './settle.ts';
import type { World } from './world.ts';

/** One person's outcome: what they hold, and what they would hold. */
export interface Outcome {
  id: string;
  name: string;
  email: string | null;
  before: Summary | null;
  after: Summary;
}

export interface OutcomeList {
  count: number;
  users: Outcome[];
}

/** I5: the effect of a change, in numbers and by name. */
export interface Preview {
  created: OutcomeList;
  linked: OutcomeList;
  promoted: OutcomeList;
  downgraded: OutcomeList;
  unlinked: OutcomeList;
  deactivated: OutcomeList;
  onCallSeats: OutcomeList;
  /** What would make it refuse. */
  problems: Problem[];
}

/** I5: what confirming would do now, by the code that does it, without writing. @throws Refusal where it can't be confirmed at all */
export async function previewConfirm(means: Means, organizationId: string, origin: Origin, confirmation: Confirmation): Promise<Preview> {
  const { scimUsers, users } = await everybody(means, organizationId);
  return means.committer.rehearse(organizationId, origin, (world) => {
    const { settled, problems } = acceptInstall(confirmation)(world);
    world.need(
      ...scimUsers.map((key) => ({ table: 'scimUsers' as const, index: 'id', key })),
      ...users.map((key) => ({ table: 'users' as const, index: 'id', key })),
    );
    const rest = settle(world, { scimUsers, users });
    return previewOf(world, [...settled, ...rest], problems);
  });
}

async function everybody({ db }: Means, organizationId: string): Promise<{ scimUsers: string[]; users: string[] }> {
  const organization = await readOrganization(db, organizationId);
  const ids = async (name: string, filter: object) =>
    (
      await db
        .collection(name)
        .find({ org: organizationId, ...filter }, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .toArray()
    ).map(({ _id }) => String(_id));
  return { scimUsers: await ids('scimUsers', { epoch: organization?.policy.scim.epoch }), users: await ids('users', {}) };
}

/** Sorts outcomes into the lists that people ask for. Someone decided twice is shown from their first state to their last. */
export function previewOf(world: World, settled: Settled[], problems: Problem[]): Preview {
  const outcomes = outcomesOf(world, settled);
  const list = (test: (outcome: Outcome) => boolean): OutcomeList => {
    const users = outcomes.filter(test);
    return { count: users.length, users };
  };
  const rank = (summary: Summary): number => rankOf(summary.baseRole);
  return {
    created: list(({ before }) => before === null),
    linked: list(({ before, after }) => before !== null && before.linked !== true && after.linked === true),
    promoted: list(({ before, after }) => before !== null && rank(after) > rank(before)),
    downgraded: list(({ before, after }) => before !== null && rank(after) < rank(before)),
    unlinked: list(({ before, after }) => before !== null && before.linked !== false && after.linked === false),
    deactivated: list(({ before, after }) => before?.status === 'active' && after.status === 'deactivated'),
    onCallSeats: list(({ before, after }) => after.seats.includes('on_call') && !before?.seats.includes('on_call')),
    problems,
  };
}

function outcomesOf(world: World, settled: Settled[]): Outcome[] {
  const byId = new Map<string, Outcome>();
  for (const { before, after } of settled) {
    const { id, name, email } = after;
    const first = byId.get(id);
    const was = first ? first.before : before && summaryOf(before, world.policyBefore);
    byId.set(id, { id, name, email, before: was, after: summaryOf(after, world.policy) });
  }
  return [...byId.values()].filter(({ id }) => world.table.users.get(id) !== null).sort((a, b) => (a.name < b.name ? -1 : 1));
}
