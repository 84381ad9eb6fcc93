import type { Dropped } from './coerce.ts';
import { mutability, tooMany } from './errors.ts';
import { predicate, weightOf } from './filter-match.ts';
import type { ResolvedFilter } from './filter-resolve.ts';
import { isObject, type JsonObject, type JsonValue } from './json.ts';
import { fold, type MembersChange, type Step } from './member-steps.ts';
import { type Member, readMembers } from './members.ts';
import { equalTerms } from './patch/elements.ts';
import { valueAsked } from './patch/list.ts';
import { applyPatch, inOperation, type Operation, operationPath, operationValue, type PatchResult } from './patch.ts';
import type { AttributePath } from './path.ts';
import { resolveReference } from './resolve.ts';
import { GROUP } from './schemas.ts';

export type GroupPatch = {
  /** Applies the rest of the operations to the group without its members; throws as `applyPatch` does. */
  attributes: (group: JsonObject) => PatchResult;
  members: MembersChange;
  dropped: Dropped;
};

/** What filters may ask of each member who is there, all operations together: a group may have a hundred thousand. Filters by id ask nothing. */
const MAX_QUESTIONS = 20;

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
  refuseTooMany(steps);
  return undefined;
}

function refuseTooMany(steps: readonly Step[]): void {
  if (steps.at(-1)?.kind !== 'removeWhere') return;
  const asked = steps.reduce((sum, step) => sum + (step.kind === 'removeWhere' && step.id === undefined ? step.weight : 0), 0);
  if (asked > MAX_QUESTIONS)
    throw tooMany(
      `Members may be chosen by at most ${MAX_QUESTIONS} comparisons other than "value eq" in one request: name them by value.`,
    );
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
  if (ids) return [{ kind: 'remove', ids }];
  const matches = predicate(path.filter) as (member: Member) => boolean;
  return [{ kind: 'removeWhere', id: valueAsked(path.filter), weight: weightOf(path.filter), matches }];
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
