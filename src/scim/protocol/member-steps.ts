import type { Member } from './members.ts';

/**
 * What a PATCH does to the members of a group, so that storage never reads or writes the whole list:
 * `none`; `delta` (the two lists share no id, so their order doesn't matter; adding a member who is there and removing a stranger do nothing);
 * `replace` (whoever was there and isn't listed goes); `compute` where a filter asks for more than ids, so that the present members must be loaded.
 */
export type MembersChange =
  | { kind: 'none' }
  | { kind: 'delta'; add: Member[]; remove: string[] }
  | { kind: 'replace'; members: Member[] }
  | { kind: 'compute'; apply: (present: readonly Member[]) => Member[] };

/** What one operation does to the members. */
export type Step =
  | { kind: 'add'; members: Member[] }
  | { kind: 'remove'; ids: string[] }
  | { kind: 'clear' }
  | { kind: 'removeWhere'; id: string | undefined; weight: number; matches: (member: Member) => boolean };

/** Folds the steps into one change: from the first step on, or, where a filter needs them, over the members once they are loaded. */
export function fold(steps: readonly Step[]): MembersChange {
  if (steps.length === 0) return { kind: 'none' };
  const add = new Map<string, Member>();
  const removed = new Set<string>();
  let emptied = false;
  for (const step of steps) {
    if (step.kind === 'removeWhere' && !emptied) return { kind: 'compute', apply: (present) => run(steps, present) };
    if (step.kind === 'clear') emptied = true;
    if (step.kind === 'remove') for (const id of step.ids) removed.add(id);
    runStep(step, add);
    if (step.kind === 'add') for (const member of step.members) removed.delete(member.value);
  }
  if (emptied) return { kind: 'replace', members: [...add.values()] };
  return add.size + removed.size === 0 ? { kind: 'none' } : { kind: 'delta', add: [...add.values()], remove: [...removed] };
}

function run(steps: readonly Step[], present: readonly Member[]): Member[] {
  const members = new Map(present.map((member) => [member.value, member]));
  for (const step of steps) runStep(step, members);
  return [...members.values()];
}

function runStep(step: Step, members: Map<string, Member>): void {
  if (step.kind === 'clear') members.clear();
  if (step.kind === 'remove') for (const id of step.ids) members.delete(id);
  if (step.kind === 'removeWhere')
    for (const member of candidates(members, step.id)) if (step.matches(member)) members.delete(member.value);
  if (step.kind === 'add') for (const member of step.members) if (!members.has(member.value)) members.set(member.value, member);
}

function candidates(members: Map<string, Member>, id: string | undefined): Iterable<Member> {
  if (id === undefined) return members.values();
  const member = members.get(id);
  return member ? [member] : [];
}
