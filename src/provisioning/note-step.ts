import { linkOf, type Policy, type RuleId, type User } from '../rules/model.ts';
import type { Reason } from '../rules/reason.ts';
import { customRoleName } from '../rules/roles.ts';
import type { ByHand, Settled } from './settle.ts';
import type { Note, World } from './world.ts';

/**
 * X1: the audit entries of what a change did to one user: one for each thing that changed, and one alone for who begins with it.
 * @param byHand the rule of a change by hand, which outranks the reason for the outcome
 */
export function noteStep(world: World, { before, after, reasons }: Settled, byHand?: ByHand): void {
  const { policy } = world;
  const notes = before ? differences(before, after, reasons, policy, byHand) : [creation(after, policy)];
  for (const note of notes) world.note({ ...note, userId: after.id });
}

/** What the audit shows of a user who begins. */
const creation = (user: User, policy: Policy): Note => ({
  action: 'user.created',
  rule: user.created.rule,
  before: null,
  after: { status: user.status, ...roleOf(user, policy), seats: user.seats, ...linksOf(user, policy) },
});

function differences(before: User, after: User, reasons: Reason[], policy: Policy, byHand?: ByHand): Note[] {
  const ruleFor = (about: Reason['about'], fallback: RuleId): RuleId => reasons.find((reason) => reason.about === about)?.rule ?? fallback;
  const notes: Note[] = [];
  const note = (action: Note['action'], rule: RuleId, was: unknown, is: unknown): void => {
    if (JSON.stringify(was) !== JSON.stringify(is)) notes.push({ action, rule, before: was, after: is });
  };
  note(
    gainsAccount(before, after, policy) ? 'user.linked' : 'user.unlinked',
    linkRule(before, after, policy, byHand),
    linksOf(before, policy),
    linksOf(after, policy),
  );
  note(
    after.status === 'active' ? 'user.reinstated' : 'user.deactivated',
    ruleFor('status', 'A3'),
    { status: before.status },
    { status: after.status },
  );
  note(
    'user.role_memberships_updated',
    byHand?.about === 'role' ? byHand.rule : ruleFor('role', 'P1'),
    roleOf(before, policy),
    roleOf(after, policy),
  );
  note('user.seats_updated', seatRule(before, after, reasons, byHand), seatsOf(before), seatsOf(after));
  return JSON.stringify(profileOf(before)) === JSON.stringify(profileOf(after)) ? notes : [...notes, renaming(before, after)];
}

/** What somebody is called is no part of the entry itself: it says which of it changed. */
function renaming(before: User, after: User): Note {
  const changed = (['name', 'email', 'title'] as const).filter((field) => before[field] !== after[field]);
  const names = { before: profileOf(before), after: profileOf(after) };
  return { action: 'user.updated', rule: 'P8', before: {}, after: { changed }, names };
}

const linksOf = (user: User, policy: Policy) => ({ slackUserId: user.slackMemberId, scimUserId: linkOf(user, policy)?.id ?? null });

const roleOf = (user: User, policy: Policy) => ({
  baseRole: user.baseRole,
  customRoles: user.customRoles.map((id) => customRoleName(id, policy)),
  ...(user.retained ? { retained: true } : {}),
  ...(user.breakGlassUntil ? { breakGlassUntil: user.breakGlassUntil } : {}),
});

const seatsOf = (user: User) => ({ seats: user.seats, ...(user.onCall ? { from: user.onCall.by, groupId: user.onCall.groupId } : {}) });

const profileOf = ({ name, email, title }: User) => ({ name, email, title });

function gainsAccount(before: User, after: User, policy: Policy): boolean {
  const link = linkOf(after, policy);
  const slack = after.slackMemberId;
  return (link !== null && link.id !== linkOf(before, policy)?.id) || (slack !== null && slack !== before.slackMemberId);
}

function linkRule(before: User, after: User, policy: Policy, byHand?: ByHand): RuleId {
  if (byHand?.about === 'link') return byHand.rule;
  const link = linkOf(after, policy);
  if (!link || link.id === linkOf(before, policy)?.id) return after.slackMemberId === before.slackMemberId ? 'L4' : 'L1';
  return link.by === 'identity' ? 'L6' : 'L1';
}

function seatRule(before: User, after: User, reasons: Reason[], byHand?: ByHand): RuleId {
  if (byHand?.about === 'seats') return byHand.rule;
  if (after.status === 'deactivated') return 'S5';
  if (after.onCall?.by !== before.onCall?.by) return after.onCall?.by === 'left_group' ? 'S4' : 'S2';
  const reason = reasons.filter(({ about }) => about === 'seats').at(-1);
  return reason?.rule ?? 'S1';
}
