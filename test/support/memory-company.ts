import { addCustomRole } from '../../src/provisioning/custom-roles.ts';
import { mapGroup } from '../../src/provisioning/map-group.ts';
import { addOnCallGroup } from '../../src/provisioning/on-call-groups.ts';
import { company } from './company.ts';
import { operator } from './facts.ts';
import { memoryStore } from './memory-committer.ts';
import type { Teller } from './story.ts';

/** An organization in memory, to tell stories to. */
export function inMemory(): Teller & { store: ReturnType<typeof memoryStore> } {
  let ids = 0;
  const store = memoryStore(() => String(ids++).padStart(24, '0'));
  return { co: company(store.committer, 'org-1'), scimIds: new Map(), groupIds: new Map(), users: async () => store.users(), store };
}

/** Olga is Owner by a group, IT are admins, Audit have a custom role, SRE are on call. */
export async function withGroups(teller: Teller): Promise<void> {
  const { co, groupIds } = teller;
  await co.commit(addCustomRole(operator, 'Auditor', ['view_audit_log']));
  const olga = await co.push('Olga Owner');
  for (const [name, members] of [
    ['Founders', [olga.id]],
    ['IT', []],
    ['Audit', []],
    ['SRE', []],
  ] as const)
    groupIds.set(name, (await co.group(name, [...members])).id);
  const id = (name: string) => groupIds.get(name) ?? '';
  await co.commit(mapGroup(operator, id('Founders'), 'owner'));
  await co.commit(mapGroup(operator, id('IT'), 'admin'));
  await co.commit(mapGroup(operator, id('Audit'), 'Auditor'));
  await co.commit(addOnCallGroup(operator, id('SRE')));
}
