import type { Dropped } from './coerce.ts';
import { mutability } from './errors.ts';
import { predicate } from './filter-match.ts';
import type { ResolvedFilter } from './filter-resolve.ts';
import { isObject, type JsonObject, type JsonValue } from './json.ts';
import { type Member, readMembers } from './members.ts';
import { equalTerms } from './patch/elements.ts';
import { applyPatch, inOperation, type Operation, operationPath, operationValue, type PatchResult } from './patch.ts';
import type { AttributePath } from './path.ts';
import { resolveReference } from './resolve.ts';
import { GROUP } from './schemas.ts';

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

export type GroupPatch = {
  /** Applies the rest of the operations to the group without its members; throws as `applyPatch` does. */
  attributes: (group: JsonObject) => PatchResult;
  members: MembersChange;
  dropped: Dropped;
};

/** What one operation does to the members. */
type Step =
  | { kind: 'add'; members: Member[] }
  | { kind: 'remove'; ids: string[] }
  | { kind: 'clear' }
  | { kind: 'removeWhere'; matches: (member: Member) => boolean };

/**
 * Splits the PATCH of a group (RFC 7644 §3.5.2) into what it does to its attributes and what it does to its members, folding the operations in their order.
 * Every operation's path and members are read before anything is returned, so that a fault in the last one leaves nothing half done.
 * Throws as `applyPatch` does; never for an id that is nobody's.
 */
export function groupPatch(operations: readonly Operation[]): GroupPatch {
  const steps: Step[] = [];
  const rest: Operation[] = [];
  const dropped: Dropped = [];
  operations.forEach((operation, index) => {
    const other = inOperation(index, operation, () => takeMembers(operation, steps, dropped));
    rest.push(other ?? { op: 'add', value: {} });
  });
  return { attributes: (group) => applyPatch(GROUP, group, rest), members: fold(steps), dropped };
}

/** Moves what an operation says of the members into steps; gives what is left of it, if anything. */
function takeMembers(operation: Operation, steps: Step[], dropped: Dropped): Operation | undefined {
  const path = operationPath(GROUP, operation);
  if (path.kind === 'resource') return takeFromValue(operation, steps, dropped);
  if (path.kind !== 'attribute' || path.attribute.name !== 'members') return operation;
  steps.push(...(operation.op === 'remove' ? removal(path, operation.value, dropped) : assignment(path, operation, dropped)));
  return undefined;
}

/** A value without a path may name the members among other attributes (Okta empties a group so). */
function takeFromValue(operation: Operation, steps: Step[], dropped: Dropped): Operation {
  const { value } = operation;
  if (!isObject(value)) return operation;
  const others = Object.entries(value).filter(([name, inner]) => {
    const reference = resolveReference(GROUP, name);
    if (reference?.kind !== 'attribute' || reference.attribute.name !== 'members' || reference.sub) return true;
    steps.push(...listed(operation.op, readMembers(inner, dropped)));
    return false;
  });
  return { op: operation.op, value: Object.fromEntries(others) };
}

function listed(op: Operation['op'], members: Member[]): Step[] {
  return op === 'replace' ? [{ kind: 'clear' }, { kind: 'add', members }] : [{ kind: 'add', members }];
}

/** `remove`: all; those listed; those that a filter names by id; or, by any other filter, those that match. */
function removal(path: AttributePath, value: JsonValue | undefined, dropped: Dropped): Step[] {
  if (path.sub) throw mutability("A member's parts can't be removed: remove the member.");
  if (!path.filter) {
    const all = value === undefined || value === null;
    return [all ? { kind: 'clear' } : { kind: 'remove', ids: readMembers(value, dropped).map((member) => member.value) }];
  }
  const ids = idsOf(path.filter);
  return [ids ? { kind: 'remove', ids } : { kind: 'removeWhere', matches: predicate(path.filter) as (member: Member) => boolean }];
}

/** `add` and `replace`: the list; or, with `members[value eq "id"]`, that member. Members are added and removed, never changed. */
function assignment(path: AttributePath, operation: Operation, dropped: Dropped): Step[] {
  const value = operationValue(operation);
  if (path.sub) throw mutability("A member's parts can't be changed: remove the member and add another.");
  if (!path.filter) return listed(operation.op, readMembers(value, dropped));
  const terms = equalTerms(path.filter);
  if (!terms || typeof terms.value !== 'string') throw mutability('Members can be added by "value eq" only.');
  return [{ kind: 'add', members: readMembers({ ...(isObject(value) ? value : {}), ...terms }, dropped) }];
}

/** The ids that a filter consisting of `value eq "id"`, alone or joined by `or`, names. */
function idsOf(filter: ResolvedFilter): string[] | undefined {
  const ids: string[] = [];
  for (const term of filter.kind === 'or' ? filter.terms : [filter]) {
    const isId = term.kind === 'compare' && term.operator === 'eq' && term.target.attribute.name === 'value' && term.value !== null;
    if (!isId) return undefined;
    ids.push(String(term.value));
  }
  return ids;
}

/** Folds the steps into one change: from the first step on, or, where a filter needs them, over the members once they are loaded. */
function fold(steps: readonly Step[]): MembersChange {
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
  if (step.kind === 'removeWhere') for (const member of members.values()) if (step.matches(member)) members.delete(member.value);
  if (step.kind === 'add') for (const member of step.members) if (!members.has(member.value)) members.set(member.value, member);
}
