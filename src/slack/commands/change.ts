import { z } from 'zod';
import { changeSeat, setRole, userById } from '../../provisioning/by-hand.ts';
import type { Work } from '../../provisioning/commit.ts';
import { approveHold, rejectHold } from '../../provisioning/holds.ts';
import { mapGroup, roleName, unmapGroup } from '../../provisioning/map-group.ts';
import type { Settled } from '../../provisioning/settle.ts';
import type { World } from '../../provisioning/world.ts';
import { type Asker, roleNamed } from '../../rules/guards.ts';
import { scimDecides } from '../../rules/model.ts';
import { customRoleName } from '../../rules/roles.ts';
import type { Effect } from '../blocks/effects.ts';
import { changesOf } from './changes.ts';

const id = z.string().min(1).max(100);
const name = z.string().min(1).max(500);

/** Whom a choice among held people may name at once: it travels in a modal's `private_metadata`, of 3,000 characters. */
export const MOST_CHOSEN = 50;

/** A change that is previewed, and applied on a press or a submit, with which it travels. */
export const changeSchema = z.discriminatedUnion('change', [
  z.object({ change: z.literal('map'), group: name, role: name }),
  z.object({ change: z.literal('unmap'), id }),
  z.object({ change: z.literal('role'), user: id, role: name }),
  z.object({ change: z.literal('seat'), user: id, seat: z.enum(['on_call', 'responder']), action: z.enum(['grant', 'revoke']) }),
  z.object({ change: z.literal('hold'), id, verdict: z.enum(['approve', 'reject']), only: z.array(id).max(MOST_CHOSEN).nullable() }),
]);

export type Change = z.infer<typeof changeSchema>;
type Of<C extends Change['change']> = Extract<Change, { change: C }>;

/**
 * A change and what it does to people. The same work is rehearsed for the preview and committed on the press, so that permissions
 * and rules are asked both times (I5, P6).
 * @throws Refusal, NotFound
 */
export const effectOf =
  (asker: Asker, change: Change): Work<Effect> =>
  (world) => {
    if (change.change === 'map' || change.change === 'unmap') return mapping(world, asker, change);
    if (change.change === 'role') return role(world, asker, change);
    if (change.change === 'seat') return seat(world, asker, change);
    return hold(world, asker, change);
  };

function mapping(world: World, asker: Asker, change: Of<'map' | 'unmap'>): Effect {
  const work = change.change === 'map' ? mapGroup(asker, change.group, change.role) : unmapGroup(asker, change.id);
  const { mapping: of, settled } = work(world);
  const { groupId, groupName } = of.source;
  const group = world.table.scimGroups.get(groupId)?.displayName ?? groupName;
  return {
    about: { change: change.change, mappingId: of.id, groupId, group, role: roleName(of, world.policy) },
    changes: changesOf(world, settled),
    decides: scimDecides(world.policy),
  };
}

function role(world: World, asker: Asker, { user, role: wanted }: Of<'role'>): Effect {
  const { name: of, email } = userById(world, user);
  const changes = changesOf(world, setRole(asker, user, wanted)(world));
  const given = roleNamed(wanted, world.policy.customRoles);
  const title = given?.type === 'custom' ? customRoleName(given.customRoleId, world.policy) : (given?.role ?? wanted);
  return { about: { change: 'role', name: of, email, role: title }, changes, decides: true };
}

function seat(world: World, asker: Asker, { user, seat: wanted, action }: Of<'seat'>): Effect {
  const { name: of, email } = userById(world, user);
  const changes = changesOf(world, changeSeat(asker, user, wanted, action)(world));
  return { about: { change: 'seat', name: of, email, seat: wanted, action }, changes, decides: true };
}

function hold(world: World, asker: Asker, change: Of<'hold'>): Effect {
  if (change.verdict === 'approve') {
    const settled: Settled[] = approveHold(asker, change.id, change.only)(world);
    return { about: { change: 'hold', verdict: 'approve', people: settled.length }, changes: changesOf(world, settled), decides: true };
  }
  const people = rejectHold(asker, change.id, change.only)(world).length;
  return { about: { change: 'hold', verdict: 'reject', people }, changes: [], decides: true };
}
