import type { BaseRole, HeldSeat, Policy, SeatKind, Status } from './model.ts';
import { scimDecides } from './model.ts';
import type { Person } from './person.ts';
import type { Reason } from './reason.ts';

export interface SeatVerdict {
  responder: HeldSeat | null;
  onCall: HeldSeat | null;
  seats: SeatKind[];
  reasons: Reason[];
}

const reason = (rule: Reason['rule'], text: string): Reason => ({ about: 'seats', rule, text, source: null });

/** S0 to S5: what seats a person holds, from the groups they are in, what was given by hand or earned, and their roles. */
export function decideSeats(
  person: Person,
  held: { status: Status; baseRole: BaseRole; customRoles: string[] },
  policy: Policy,
  at: Date,
): SeatVerdict {
  if (held.status === 'deactivated') return { responder: null, onCall: null, seats: [], reasons: [reason('S5', 'No seat: deactivated')] };
  const responder = person.user?.responder ?? null;
  const onCall = decideOnCall(person, policy, at);
  const seats: SeatKind[] = [...(responder ? (['responder'] as const) : []), ...(onCall ? (['on_call'] as const) : [])];
  const reasons = [...(responder ? [becauseResponder(responder)] : []), ...(onCall ? [becauseOnCall(onCall, person, policy)] : [])];
  if (seats.length > 0) return { responder, onCall, seats, reasons };
  if (held.baseRole !== 'standard' || held.customRoles.length > 0) {
    return { responder, onCall, seats: ['responder'], reasons: [reason('S0', 'Responder: came with the role, and goes with it')] };
  }
  return { responder, onCall, seats: ['viewer'], reasons: [reason('S1', 'Viewer: the seat of everyone who has no other')] };
}

/** S2 and S4: a chosen group gives the seat; leaving it, or its being no longer chosen or there, doesn't take it. */
function decideOnCall({ user, scim, groups }: Person, policy: Policy, at: Date): HeldSeat | null {
  const now = user?.onCall ?? null;
  if (!scimDecides(policy)) return now;
  const chosen = scim && groups.find((group) => policy.onCallGroups.some(({ groupId }) => groupId === group.id));
  if (chosen) return now?.by === 'group' && now.groupId === chosen.id ? now : { by: 'group', groupId: chosen.id, since: at };
  return now?.by === 'group' ? { by: 'left_group', groupId: now.groupId, since: at } : now;
}

const becauseResponder = (seat: HeldSeat): Reason =>
  reason('S1', seat.by === 'acting' ? 'Responder: acted in an incident' : 'Responder: given by hand');

function becauseOnCall(seat: HeldSeat, { groups }: Person, policy: Policy): Reason {
  if (seat.by === 'left_group') return reason('S4', 'On-call: kept after leaving the group, until it is revoked by hand');
  if (seat.by !== 'group') return reason('S2', 'On-call: given by hand');
  if (!scimDecides(policy)) return reason('I8', 'On-call: a group gave it before SCIM was uninstalled');
  return reason('S2', `On-call: through the group ${groups.find(({ id }) => id === seat.groupId)?.name ?? seat.groupId}`);
}
