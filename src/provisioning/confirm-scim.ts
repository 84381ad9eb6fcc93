import { personAsking } from '../rules/asker.ts';
import { type Asker, mustHold } from '../rules/guards.ts';
import { emailKey, linkOf, type Origin, type Policy, type User } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import { permissionsOf } from '../rules/roles.ts';
import { givesOwner, mayConfirm, type Problem, problemsOfConfirming } from '../rules/setup.ts';
import type { Work } from './commit.ts';
import { usersAmong } from './group-reach.ts';
import type { Means } from './means.ts';
import { type Seeds, type Settled, settle } from './settle.ts';
import { runSweep, startSweep } from './sweep.ts';
import type { World } from './world.ts';

export interface Confirmation {
  asker: Asker;
  /** I4: the person who confirms knows that they lose *manage security settings*. */
  acknowledgeLockout: boolean;
}

/**
 * I4, I6: makes SCIM decide from now on. The owners-to-be are decided at once, so that no batch after them finds the organization
 * without an owner (P5), and so that I4 is judged by what comes out; everybody else follows in a sweep.
 * @returns what came of the owners, and what would make confirming refuse
 */
export const acceptInstall =
  ({ asker, acknowledgeLockout }: Confirmation): Work<{ settled: Settled[]; problems: Problem[] }> =>
  (world) => {
    mustHold(asker, 'manage_security_settings', world.policy);
    mayConfirm(world.policy);
    const before = world.policy.scim.state;
    world.policy = installed(world.policy, world.origin.at);
    world.note({ action: 'scim.confirmed', rule: 'I6', before: { state: before }, after: { state: 'installed' } });
    const ownerGroups = world.policy.mappings.filter(givesOwner).map(({ source }) => source.groupId);
    const person = personAsking(asker);
    const own = person ? seedsOf(world, person) : {};
    const settled = settle(world, { ...own, scimUsers: [...usersAmong(world, ownerGroups), ...(own.scimUsers ?? [])] });
    const owners = settled.filter(
      ({ after }) => after.status === 'active' && after.grantedRole === 'owner' && linkOf(after, world.policy),
    ).length;
    const locksOut = !acknowledgeLockout && losesSecurity(world, asker);
    return { settled, problems: problemsOfConfirming(world.policy, { owners, locksOut }) };
  };

/** All by which a person may be linked: the one who confirms is judged by what comes of them, not by what they hold until the sweep. */
function seedsOf(world: World, { id, slackMemberId, email, scim, formerScim }: User): Seeds {
  const externalIds = [scim?.externalId, formerScim?.externalId].filter((value) => typeof value === 'string');
  const known = externalIds.flatMap((externalId) => world.table.scimUsers.find('externalId', externalId));
  return {
    users: [id],
    slackMembers: slackMemberId ? [slackMemberId] : [],
    scimUsers: [scim?.id, formerScim?.id, ...known.map((fact) => fact.id)].filter((value) => value !== undefined),
    emails: [emailKey(email)],
  };
}

const installed = (policy: Policy, at: Date): Policy => ({ ...policy, scim: { ...policy.scim, state: 'installed', installedAt: at } });

function losesSecurity(world: World, asker: Asker): boolean {
  const person = personAsking(asker);
  const user = person && world.table.users.get(person.id);
  return user !== null && !permissionsOf(user, world.policy.customRoles).has('manage_security_settings');
}

/**
 * Accepts a confirmation, and leaves the sweep that brings everybody in line to `runSweep`.
 * @throws Refusal I1, I3, I4, I6
 */
export const beginConfirm =
  (confirmation: Confirmation): Work<void> =>
  (world) => {
    const { problems } = acceptInstall(confirmation)(world);
    const [problem] = problems;
    if (problem) throw new Refusal(problem.rule, problem.text, wayOut(problem));
    startSweep(world);
  };

/**
 * Confirms what is true now, and resolves once everybody has been brought in line. A crash on the way is made good by whoever
 * runs the sweep next (`resumeSweeps`).
 * @param onProgress told after each batch
 * @throws Refusal I1, I3, I4, I6
 */
export async function confirmScim(
  means: Means,
  organizationId: string,
  origin: Origin,
  confirmation: Confirmation,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  await means.committer.commit(organizationId, origin, beginConfirm(confirmation));
  await runSweep(means, organizationId, onProgress);
}

const wayOut = ({ about }: Problem): string =>
  about === 'lockout'
    ? 'Confirm again with --acknowledge-lockout, or join a group that is mapped to Owner'
    : 'Map a group with an active member to Owner: rollcall mapping add --group <name> --role owner';
