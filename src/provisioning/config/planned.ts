import { createHash } from 'node:crypto';
import type { Asker } from '../../rules/guards.ts';
import type { Origin } from '../../rules/model.ts';
import { Refusal } from '../../rules/refusal.ts';
import { keepPreview, readPreview, type ShownOutcomes } from '../../store/previews.ts';
import type { Means } from '../means.ts';
import { type Applied, applyConfig } from './apply-config.ts';
import type { Config } from './model.ts';

/** What applying a file would do now. It is kept for a day under `id`, so that exactly this can be applied. @throws Refusal */
export async function planConfig(
  means: Means,
  organizationId: string,
  origin: Origin,
  asker: Asker,
  config: Config,
): Promise<Applied & { id: string | null }> {
  const planned = await means.committer.rehearse(organizationId, origin, applyConfig(asker, config));
  if (planned.changes.length === 0) return { ...planned, id: null };
  const id = means.newId();
  await keepPreview(means.db, organizationId, id, origin.at, shownIn(planned));
  return { ...planned, id };
}

/**
 * Applies a file.
 * @param planId of the plan that was looked at: applied is that one, or nothing; null for what is true now
 * @throws Refusal I6 for a plan that is out of date, naming what differs, and as `applyConfig`
 */
export async function applyPlanned(
  means: Means,
  organizationId: string,
  origin: Origin,
  asker: Asker,
  { config, planId }: { config: Config; planId: string | null },
): Promise<Applied> {
  const shown = planId === null ? null : await readPreview(means.db, organizationId, planId);
  if (planId !== null && !shown) throw new Refusal('I6', `There is no plan ${planId}, or it is older than a day`, PLAN_AGAIN);
  return means.committer.commit(organizationId, origin, (world) => {
    const applied = applyConfig(asker, config)(world);
    if (shown) mustBeAsPlanned(shown, applied);
    return applied;
  });
}

const PLAN_AGAIN = 'Look at it again with: rollcall config plan <file>';
const NAMED = 20;

/** Each difference and each person's outcome, in short. Someone who is created has a new id in every plan. */
function shownIn({ changes, people }: Applied): ShownOutcomes {
  const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);
  return Object.fromEntries([
    ...changes.map(({ kind, name, have, want }) => [`${kind.replaceAll('_', ' ')} ${name}: ${want ?? have}`, digest([have, want])]),
    ...people.map(({ id, name, email, before, after, gains, loses }) => [
      before ? `user ${email ?? name} ${id}` : `new user ${email ?? name}`,
      digest([after, gains, loses]),
    ]),
  ]);
}

function mustBeAsPlanned(shown: ShownOutcomes, applied: Applied): void {
  const now = shownIn(applied);
  const differing = [...new Set([...Object.keys(shown), ...Object.keys(now)])].filter((key) => shown[key] !== now[key]);
  if (differing.length === 0) return;
  const rest = differing.length > NAMED ? ` and ${differing.length - NAMED} more` : '';
  throw new Refusal('I6', `The plan is out of date for ${differing.slice(0, NAMED).join('; ')}${rest}`, PLAN_AGAIN);
}
