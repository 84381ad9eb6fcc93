import { summaryOf } from '../../provisioning/present.ts';
import type { Settled } from '../../provisioning/settle.ts';
import type { World } from '../../provisioning/world.ts';
import type { Change } from '../blocks/changes.ts';

/** Whose role, seat or status is another one afterwards; someone decided twice counts from their first state to their last. */
export function changesOf(world: World, settled: Settled[]): Change[] {
  const byId = new Map<string, Change>();
  for (const { before, after } of settled) {
    const was = byId.get(after.id)?.before ?? (before && summaryOf(before, world.policyBefore));
    byId.set(after.id, { name: after.name, email: after.email, before: was, after: summaryOf(after, world.policy) });
  }
  return [...byId.values()]
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
