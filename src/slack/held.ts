import { listHeld } from '../provisioning/holds.ts';
import type { Means } from '../provisioning/means.ts';
import { summaryOf } from '../provisioning/present.ts';
import type { Organization, Origin } from '../rules/model.ts';
import type { Change } from './blocks/changes.ts';

/** I10: one hold, with everybody whose change waits by it, by name. */
export interface HeldPeople {
  id: string;
  people: Change[];
}

/** Every hold that waits for an owner: what people hold, and what the facts would make of them now. */
export async function heldNow({ committer }: Means, { id, policy }: Organization, origin: Origin): Promise<HeldPeople[]> {
  const byHold = new Map<string, Change[]>();
  for (const { hold, before, after } of await committer.rehearse(id, origin, listHeld)) {
    const change = { name: before.name, email: before.email, before: summaryOf(before, policy), after: summaryOf(after, policy) };
    const people = byHold.get(hold.id) ?? [];
    people.push(change);
    byHold.set(hold.id, people);
  }
  return [...byHold].map(([hold, people]) => ({ id: hold, people: people.sort((a, b) => a.name.localeCompare(b.name, 'en')) }));
}
