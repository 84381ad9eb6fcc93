import { type Asker, mustHold } from '../rules/guards.ts';
import type { Origin, User } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import type { AuditAction } from '../store/audit-entries.ts';
import { walkAudit } from '../store/reads/audit.ts';
import { userById } from './by-hand.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import type { Means } from './means.ts';
import { type Effect, undoing } from './undo-steps.ts';
import type { World } from './world.ts';

/** What is left as it is, and why: a source decides it, or it has changed since. */
export interface Left {
  about: AuditAction;
  rule: string;
  text: string;
  wayOut: string;
}

export interface Undone {
  user: User;
  undone: AuditAction[];
  left: Left[];
}

/**
 * X5: takes back what one request, event or command did to a user, as far as it may be done by hand. It is a change like any other, with
 * entries of its own, whose cause names what was taken back.
 * @throws NotFound where that cause did nothing to them; Refusal where nothing of it can be undone
 */
export async function undoCause(
  { db, committer }: Pick<Means, 'db' | 'committer'>,
  organizationId: string,
  origin: Origin,
  { asker, user, cause }: { asker: Asker; user: User; cause: string },
): Promise<Undone> {
  const effects = new Map<AuditAction, Effect>();
  for await (const { action, before, after, rule, cause: by } of walkAudit(
    db,
    organizationId,
    { userIds: [user.id, ...user.mergedIds], cause },
    'oldest_first',
  )) {
    if (by.type === 'undo') continue;
    effects.set(action, { action, rule, before: effects.get(action)?.before ?? before, after });
  }
  if (effects.size === 0) throw new NotFound(`change of ${user.name || user.id} by ${cause}`);
  const byUndo = { ...origin, cause: { type: 'undo', id: cause } };
  return committer.commit(organizationId, byUndo, undo(asker, user.id, effects));
}

/** @throws NotFound, Refusal */
const undo =
  (asker: Asker, userId: string, effects: Map<AuditAction, Effect>): Work<Undone> =>
  (world) => {
    mustHold(asker, 'manage_permissions', world.policy);
    const refusals: [AuditAction, Refusal][] = [];
    const undone: AuditAction[] = [];
    const start = userById(world, userId);
    for (const [action, step] of undoing) {
      const effect = effects.get(action);
      const refusal = effect && refused(world, () => step(world, asker, userById(world, userId), effect, start));
      if (refusal) refusals.push([action, refusal]);
      else if (effect) undone.push(action);
    }
    for (const { action, rule } of effects.values())
      if (!undoing.some(([known]) => known === action)) refusals.push([action, notByHand(action, rule)]);
    const [first] = refusals;
    if (first && undone.length === 0) throw first[1];
    const left = refusals.map(([about, { rule, message, wayOut }]) => ({ about, rule, text: message, wayOut }));
    return { user: userById(world, userId), undone, left };
  };

/** Does one step, or takes it back whole. @returns why it was refused */
function refused(world: World, step: () => void): Refusal | null {
  const takeBack = world.mark();
  try {
    step();
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    takeBack();
    return error;
  }
}

/** What nobody does by hand: it names who does. */
function notByHand(action: AuditAction, rule: Refusal['rule']): Refusal {
  const [text, wayOut] = others[action] ?? ['This is no change that can be undone by hand', 'See what it was: rollcall audit'];
  return new Refusal(rule, text, wayOut);
}

const others: Partial<Record<AuditAction, [text: string, wayOut: string]>> = {
  'user.created': ['Who has become a user stays one', 'Deactivate them at the source: in Slack or in the IdP'],
  'user.updated': ['Name, email and title are the source’s', 'Change them there: in the IdP for whoever is linked, else in Slack'],
  'user.merged': ['The two are one user now', 'Take one of the accounts off them: rollcall unlink <email> --slack or --scim'],
  'user.change_held': ['Nothing was done: it waits for an owner', 'Approve or reject it: rollcall holds list'],
  'user.change_rejected': ['Nothing was done: it was rejected', 'See what the IdP says of them now: rollcall user <email>'],
  'user.erased': ['Who was erased stays so', 'If they come back to Slack or the IdP, they are called as there'],
};
