import { goesBeyond, isLoss, keeping, outcomeOf, withLoss, withoutLoss } from '../rules/holding.ts';
import type { Hold, User } from '../rules/model.ts';
import { linkOf } from '../rules/model.ts';
import type { Manner, Settled } from './settle.ts';
import type { World } from './world.ts';

/**
 * I10: keeps back what the IdP's facts take from more people in an hour than the organization lets happen unseen. The facts are
 * stored, the effect waits for an owner. Slack's deactivations aren't held, nor what people did by hand or with a preview before them.
 * @param activeBefore how many users were active before this change
 * What waits already goes on waiting while the facts still take something, whoever asks; what they no longer take is forgotten.
 */
export const holdBack = (world: World, settled: Settled[], manner: Manner, activeBefore: number): Settled[] =>
  settled.map((step) => holdOne(world, step, manner, activeBefore));

function holdOne(world: World, step: Settled, { fromIdp, approved }: Manner, activeBefore: number): Settled {
  const { before, after, reasons } = step;
  const slackDecides = after.status === 'deactivated' && reasons.some(({ about, rule }) => about === 'status' && rule === 'A1');
  if (!before || !isLoss(before, after) || slackDecides || approved?.has(after.id)) return released(world, step);
  if (standsStill(before, after)) return kept(world, step, { ...(before.hold as Hold), outcome: outcomeOf(after) });
  if (!fromIdp) return released(world, step);
  const { at } = world.origin;
  const losses = withoutLoss(world.ledger.losses, before.lossAt, at);
  if (goesBeyond(losses, world.policy.settings, activeBefore, at)) return kept(world, step, newHold(world, before, after));
  world.ledger = { ...world.ledger, losses: withLoss(losses, activeBefore, at) };
  return put(world, step, { ...after, hold: null, lossAt: at });
}

/** What waits goes on waiting; a rejection stands until the facts would make something different of that person. */
const standsStill = ({ hold }: User, after: User): boolean =>
  hold !== null && (hold.state === 'waiting' || hold.outcome === outcomeOf(after));

function newHold(world: World, before: User, after: User): Hold {
  const open = world.table.users.find('hold', 'waiting').at(0)?.hold;
  const { at, cause } = world.origin;
  const linkLost = linkOf(before, world.policy) !== null && linkOf(after, world.policy) === null;
  const hold: Hold = { id: open?.id ?? world.newId(), state: 'waiting', since: at, cause, outcome: outcomeOf(after), linkLost };
  world.note({ action: 'user.change_held', rule: 'I10', userId: after.id, before: stateOf(before), after: stateOf(after) });
  return hold;
}

/** What the audit shows of a change that is held, or rejected. */
export const stateOf = ({ status, baseRole, customRoles }: User) => ({ status, baseRole, customRoles });

function kept(world: World, step: Settled, hold: Hold): Settled {
  return put(world, step, { ...keeping(step.after, step.before as User), hold });
}

const released = (world: World, step: Settled): Settled => (step.after.hold ? put(world, step, { ...step.after, hold: null }) : step);

function put(world: World, step: Settled, after: User): Settled {
  world.putUser(after);
  return { ...step, after };
}
