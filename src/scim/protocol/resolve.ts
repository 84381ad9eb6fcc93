import { type Attribute, commonAttribute, type ResourceSchema, type Schema, schemaAttribute, subAttribute } from './schemas.ts';

/** What a name in a filter, a path or a projection stands for. */
export type Reference =
  | { kind: 'resource' }
  | { kind: 'extension'; schema: Schema }
  | { kind: 'attribute'; extension: Schema | undefined; attribute: Attribute; sub: Attribute | undefined };

/**
 * Finds what `attr`, `attr.sub`, `urn:…:attr.sub` or a whole schema's URN stands for; names and URNs in any case (RFC 7643 §2.1, RFC 7644 §3.10), a dot after
 * the URN like a colon (an extension read as an attribute with sub-attributes).
 * A bare name that the core lacks is looked for in the extensions, since Entra writes `manager` for the enterprise extension's.
 * Gives undefined for what no schema has.
 */
export function resolveReference(type: ResourceSchema, name: string): Reference | undefined {
  const lower = name.toLowerCase();
  for (const schema of [type.core, ...type.extensions]) {
    const urn = schema.id.toLowerCase();
    if (!lower.startsWith(urn)) continue;
    if (lower.length === urn.length) return schema === type.core ? { kind: 'resource' } : { kind: 'extension', schema };
    if (lower[urn.length] === ':' || lower[urn.length] === '.') return within(type, [schema], name.slice(urn.length + 1));
  }
  return within(type, [type.core, ...type.extensions], name);
}

function within(type: ResourceSchema, schemas: readonly Schema[], name: string): Reference | undefined {
  const dot = name.indexOf('.');
  const head = dot < 0 ? name : name.slice(0, dot);
  for (const schema of schemas) {
    const isCore = schema === type.core;
    const attribute = schemaAttribute(schema, head) ?? (isCore ? commonAttribute(head) : undefined);
    if (!attribute) continue;
    const sub = dot < 0 ? undefined : subAttribute(attribute, name.slice(dot + 1));
    if (dot >= 0 && !sub) return undefined;
    return { kind: 'attribute', extension: isCore ? undefined : schema, attribute, sub };
  }
  return undefined;
}

/** The keys under which a resource holds what an attribute reference stands for. */
export function keysOf(reference: Extract<Reference, { kind: 'attribute' }>): string[] {
  const { extension, attribute, sub } = reference;
  return [...(extension ? [extension.id] : []), attribute.name, ...(sub ? [sub.name] : [])];
}
