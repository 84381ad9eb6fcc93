import type { Dropped } from './coerce.ts';
import { invalidValue, noTarget, ScimError } from './errors.ts';
import { cloneJson, type JsonObject, type JsonValue, sameJson } from './json.ts';
import { assign } from './patch/assign.ts';
import { type Draft, startDraft } from './patch/draft.ts';
import { remove } from './patch/remove.ts';
import { type PatchPath, parsePath } from './path.ts';
import { usedSchemas } from './resource.ts';
import type { ResourceSchema } from './schemas.ts';

/** One operation of a PATCH (RFC 7644 §3.5.2), as `parsePatchOp` gives it. */
export type Operation = { op: 'add' | 'replace' | 'remove'; path?: string | undefined; value?: JsonValue | undefined };

export type PatchResult = {
  resource: JsonObject;
  /** Whether anything is other than before: if not, the version and lastModified stay (RFC 7644 §3.5.2.1). */
  changed: boolean;
  /** Names in values without a path that no schema has, for the request log. */
  dropped: Dropped;
};

/**
 * Applies the operations of a PATCH in their order, all or none, and gives a new resource; the one passed in is never changed.
 * Follows RFC 7644 §3.5.2, and where vendors need more than the RFC says: a filtered path that matches nothing makes the element from its `eq` terms (Entra),
 * `remove` with a list of values removes only those (Entra, authentik, JumpCloud), and removing what isn't there is no error.
 * Throws invalidPath, noTarget, mutability or invalidValue, naming the operation.
 */
export function applyPatch(type: ResourceSchema, resource: JsonObject, operations: readonly Operation[]): PatchResult {
  const draft = startDraft(type, cloneJson(resource));
  operations.forEach((operation, index) => {
    inOperation(index, operation, () => applyOne(draft, operation));
  });
  const { schemas: _before, ...old } = resource;
  const { schemas: _after, ...patched } = draft.resource;
  if (sameJson(old, patched)) return { resource: cloneJson(resource), changed: false, dropped: draft.dropped };
  return { resource: { schemas: usedSchemas(type, patched), ...patched }, changed: true, dropped: draft.dropped };
}

function applyOne(draft: Draft, operation: Operation): void {
  const path = operationPath(draft.type, operation);
  if (operation.op === 'remove') remove(draft, path, operation.value);
  else assign(draft, operation.op, path, operationValue(operation));
}

/**
 * What an operation points at; without a path, the resource. Throws invalidPath, and noTarget for `remove` without a path (RFC 7644 §3.5.2.2).
 */
export function operationPath(type: ResourceSchema, operation: Operation): PatchPath {
  if (operation.path !== undefined && operation.path !== '') return parsePath(type, operation.path);
  if (operation.op === 'remove') throw noTarget('"remove" needs a path that says what to remove.');
  return { kind: 'resource' };
}

/** The value of an add or replace; null clears, but none at all is invalidValue. */
export function operationValue(operation: Operation): JsonValue {
  if (operation.value === undefined) throw invalidValue(`"${operation.op}" needs a value.`);
  return operation.value;
}

/** Runs a step and says in its ScimError which operation it was. */
export function inOperation<T>(index: number, operation: Operation, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    throw new ScimError(error.status, `Operation ${index + 1} (${operation.op}): ${error.detail}`, error.scimType);
  }
}
