import { ScimError } from './errors.ts';
import { attributeValue, type Note } from './idp-values.ts';
import { isObject, isUnassigned, type JsonObject, type JsonValue } from './json.ts';
import { type PatchPath, parsePath } from './path.ts';
import type { Quirk } from './quirks-table.ts';
import { resolveReference } from './resolve.ts';
import type { ResourceSchema } from './schemas.ts';

export type Normalised = { body: unknown; quirks: Quirk[] };

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const MISTYPED = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0user';

/**
 * Turns the body of a POST or PUT as vendors send it into one as RFC 7643 has it; see `QUIRKS` for who sends what. Never throws: what it
 * can't read is left for the parser to refuse. The body passed in is not changed.
 */
export function normaliseResource(type: ResourceSchema, body: unknown): Normalised {
  return noting((note) => (isObject(body) ? attributes(type, body, note) : body));
}

/** The same for the body of a PATCH (RFC 7644 §3.5.2): names of the message, `op`, paths and values. */
export function normalisePatch(type: ResourceSchema, body: unknown): Normalised {
  return noting((note) => {
    if (!isObject(body)) return body;
    const message = spelt(body, ['schemas', 'Operations'], note);
    if (!Array.isArray(message.Operations)) return message;
    if (message.Operations.length === 0) note('no-operations');
    return { ...message, Operations: message.Operations.flatMap((operation) => operations(type, operation, note)) };
  });
}

function noting(normalise: (note: Note) => unknown): Normalised {
  const quirks = new Set<Quirk>();
  const body = normalise((quirk) => quirks.add(quirk));
  return { body, quirks: [...quirks] };
}

/** Keys of a message in the RFC's spelling; any other key stays as it is. */
function spelt(object: JsonObject, names: readonly string[], note: Note): JsonObject {
  const entries = Object.entries(object).map(([key, value]): [string, JsonValue] => {
    const name = names.find((candidate) => candidate.toLowerCase() === key.toLowerCase()) ?? key;
    if (name !== key) note('message-case');
    return [name, value];
  });
  return Object.fromEntries(entries);
}

function operations(type: ResourceSchema, operation: JsonValue, note: Note): JsonValue[] {
  if (!isObject(operation)) return [operation];
  const read = spelt(operation, ['op', 'path', 'value'], note);
  if (typeof read.op === 'string' && read.op !== read.op.toLowerCase()) note('op-case');
  const op = typeof read.op === 'string' ? { op: read.op.toLowerCase() } : {};
  if (typeof read.path === 'string' && read.path !== '') return [{ ...read, ...op, ...withPath(type, read, read.path, note) }];
  const value = read.value;
  if (!isObject(value)) return [{ ...read, ...op }];
  return expanded(type, value, note).map((part) => ({ ...read, ...op, ...part }));
}

function withPath(type: ResourceSchema, operation: JsonObject, text: string, note: Note): JsonObject {
  const path = urn(text, note);
  const target = tryPath(type, path);
  const { value } = operation;
  if (value === undefined || !target) return { path };
  if (target.kind !== 'attribute') return { path, value: isObject(value) ? attributes(type, value, note, target) : value };
  if (typeof operation.op === 'string' && operation.op.toLowerCase() === 'remove' && !isUnassigned(value)) note('remove-listed');
  const attribute = target.sub ?? target.attribute;
  return { path, value: attributeValue(target.filter && !target.sub ? { ...attribute, multiValued: false } : attribute, value, note) };
}

/** Entra's path-less value: keys that are paths become operations of their own, after the one with the plain keys. */
function expanded(type: ResourceSchema, value: JsonObject, note: Note): JsonObject[] {
  const plain: [string, JsonValue][] = [];
  const paths: JsonObject[] = [];
  for (const [key, inner] of Object.entries(value)) {
    const name = urn(key, note);
    const target = name.includes('[') ? tryPath(type, name) : name.includes('.') ? dotted(type, name) : undefined;
    if (target?.kind !== 'attribute' || isReadOnly(target)) {
      plain.push([name, inner]);
      continue;
    }
    note('dotted-key');
    paths.push({ path: name, ...withPath(type, { op: 'replace', value: inner }, name, note) });
  }
  const rest = attributes(type, Object.fromEntries(plain), note);
  return plain.length > 0 || paths.length === 0 ? [{ value: rest }, ...paths] : paths;
}

const isReadOnly = ({ attribute, sub }: Extract<PatchPath, { kind: 'attribute' }>): boolean =>
  attribute.mutability === 'readOnly' || sub?.mutability === 'readOnly';

/** A path without brackets, for which nothing has to be parsed. */
function dotted(type: ResourceSchema, text: string): PatchPath | undefined {
  const reference = resolveReference(type, text);
  return reference?.kind === 'attribute' ? { ...reference, text, filter: undefined } : undefined;
}

function tryPath(type: ResourceSchema, text: string): PatchPath | undefined {
  try {
    return parsePath(type, text);
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

/** The values of a resource, or of an extension, by their attributes. */
function attributes(type: ResourceSchema, object: JsonObject, note: Note, within?: PatchPath): JsonObject {
  const prefix = within?.kind === 'extension' ? `${within.schema.id}:` : '';
  const entries = Object.entries(object).flatMap(([key, value]): [string, JsonValue][] => {
    const name = urn(key, note);
    if (name.toLowerCase() === 'schemas')
      return [[name, Array.isArray(value) ? value.map((id) => (typeof id === 'string' ? urn(id, note) : id)) : value]];
    const reference = resolveReference(type, prefix + name);
    if (reference?.kind === 'extension') return [[name, isObject(value) ? attributes(type, value, note, reference) : value]];
    // Not one in another: of thousands, each would take a call.
    if (reference?.kind === 'resource' && isObject(value) && within?.kind !== 'resource') {
      note('core-container');
      return Object.entries(attributes(type, value, note, reference));
    }
    return [[name, reference?.kind === 'attribute' ? attributeValue(reference.sub ?? reference.attribute, value, note) : value]];
  });
  return Object.fromEntries(entries);
}

/** The enterprise URN of an older sample, which lacks a colon. */
function urn(text: string, note: Note): string {
  const after = text[MISTYPED.length];
  if (text.slice(0, MISTYPED.length).toLowerCase() !== MISTYPED || (after !== undefined && after !== ':' && after !== '.')) return text;
  note('mistyped-urn');
  return ENTERPRISE + text.slice(MISTYPED.length);
}
