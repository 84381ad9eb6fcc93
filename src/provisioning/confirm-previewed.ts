import { createHash } from 'node:crypto';
import type { Origin } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import { readRevision } from '../store/apply.ts';
import type { ShownOutcomes } from '../store/previews.ts';
import { beginConfirm, type Confirmation } from './confirm-scim.ts';
import type { Means } from './means.ts';
import { type Outcome, type Preview, previewConfirm } from './preview.ts';

const TRIES = 5;

/**
 * I6: accepts a confirmation that was previewed, if everybody's outcome still is the one that was shown. What the check was made on
 * is what is accepted: should anything be written in between, both are done again. `runSweep` then brings everybody in line.
 * @throws Refusal I6 naming those whose outcome is another now; I1, I3, I4
 */
export async function confirmPreviewed(
  means: Means,
  organizationId: string,
  origin: Origin,
  confirmation: Confirmation,
  shown: ShownOutcomes,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const revision = await readRevision(means.db, organizationId);
    mustBeAsShown(shown, await previewConfirm(means, organizationId, origin, confirmation));
    const accepted = await means.committer.commit(organizationId, origin, (world) => {
      if (world.organization.revision !== revision) return false;
      beginConfirm(confirmation)(world);
      return true;
    });
    if (accepted) return;
  }
  throw new Refusal(
    'I6',
    'People keep changing while this is being confirmed',
    'Wait until the IdP has pushed everybody, and preview again',
  );
}

/** Everybody whom a preview shows, each with a short form of what they would hold. */
export function outcomesShown(preview: Preview): ShownOutcomes {
  const shown: ShownOutcomes = {};
  for (const outcome of everybodyIn(preview)) shown[keyOf(outcome)] = digestOf(outcome);
  return shown;
}

/** Everybody in a preview, once each, whatever the lists they are in. */
export function everybodyIn({ problems, ...lists }: Preview): Outcome[] {
  const byId = new Map(Object.values(lists).flatMap(({ users }) => users.map((user) => [user.id, user] as const)));
  return [...byId.values()];
}

/** Someone who is created has a new id in every preview: they are known by email, else by name. */
const keyOf = ({ id, before, email, name }: Outcome): string => (before ? id : `new ${(email ?? name).toLowerCase()}`);

const digestOf = ({ after }: Outcome): string => createHash('sha256').update(JSON.stringify(after)).digest('base64url').slice(0, 12);

const NAMED = 20;

function mustBeAsShown(shown: ShownOutcomes, preview: Preview): void {
  const now = everybodyIn(preview);
  const changed = now.filter((outcome) => shown[keyOf(outcome)] !== digestOf(outcome)).map(nameOf);
  const keys = new Set(now.map(keyOf));
  const gone = Object.keys(shown).filter((key) => !keys.has(key));
  if (changed.length + gone.length === 0) return;
  const names = [...changed, ...gone.map((key) => key.replace(/^new /, ''))];
  const rest = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  throw new Refusal(
    'I6',
    `The outcome is no longer the one shown for ${names.slice(0, NAMED).join(', ')}${rest}`,
    'Look at the preview again, and confirm that one',
  );
}

const nameOf = ({ name, email }: Outcome): string => (email ? `${name} (${email})` : name);
