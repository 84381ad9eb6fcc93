import { z } from 'zod';

const characteristics = {
  name: z.string().min(1),
  description: z.string(),
  multiValued: z.boolean(),
  required: z.boolean(),
  caseExact: z.boolean(),
  mutability: z.enum(['readOnly', 'readWrite', 'immutable', 'writeOnly']),
  returned: z.enum(['always', 'never', 'default', 'request']),
  uniqueness: z.enum(['none', 'server', 'global']),
  canonicalValues: z.array(z.string()).optional(),
  referenceTypes: z.array(z.string()).optional(),
};

const simpleType = z.enum(['string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary']);
const simpleAttribute = z.strictObject({ ...characteristics, type: simpleType });
export type SimpleAttribute = z.infer<typeof simpleAttribute>;
/** An attribute's definition with its characteristics (RFC 7643 §2.2 and §7). */
export type Attribute = SimpleAttribute | (Omit<SimpleAttribute, 'type'> & { type: 'complex'; subAttributes: Attribute[] });
export type Schema = { id: string; name: string; description: string; attributes: Attribute[] };

/** Complex attributes hold simple ones only (RFC 7643 §2.3.8), except in the schema of schemas, whose attributes are described by themselves. */
const attributeShape: z.ZodType<Attribute> = z.lazy(() =>
  z.union([
    simpleAttribute,
    z.strictObject({ ...characteristics, type: z.literal('complex'), subAttributes: z.array(attributeShape).min(1) }),
  ]),
);
const schemaShape = z.strictObject({
  id: z.string().startsWith('urn:'),
  name: z.string().min(1),
  description: z.string(),
  attributes: z.array(attributeShape).min(1),
});

type Traits = Partial<Omit<SimpleAttribute, 'name' | 'description' | 'type'>>;

const DEFAULTS = {
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
} as const;

/** A simple attribute; traits that aren't given have RFC 7643 §2.2's defaults. References and binary values are case-exact (§2.3.6, §2.3.7). */
export function simple(name: string, type: SimpleAttribute['type'], description: string, traits: Traits = {}): SimpleAttribute {
  return { name, type, description, ...DEFAULTS, caseExact: type === 'reference' || type === 'binary', ...traits };
}

/** A string attribute. */
export function text(name: string, description: string, traits: Traits = {}): SimpleAttribute {
  return simple(name, 'string', description, traits);
}

/** A complex attribute and its sub-attributes. */
export function complex(name: string, description: string, subAttributes: Attribute[], traits: Traits = {}): Attribute {
  return { name, type: 'complex', description, ...DEFAULTS, ...traits, subAttributes };
}

/** The usual multi-valued attribute: value, display, type, primary (RFC 7643 §2.4). */
export function plural(
  name: string,
  description: string,
  types: string[],
  value: SimpleAttribute = text('value', 'The value.'),
): Attribute {
  const canonical = types.length ? { canonicalValues: types } : {};
  const parts = [
    value,
    text('display', 'A human-readable name of the value.'),
    text('type', 'A label that says what the value is for.', canonical),
    simple('primary', 'boolean', 'Whether this is the preferred value; true for one value at most.'),
  ];
  return complex(name, description, parts, { multiValued: true });
}

/** Checks a schema's definition, once, when the module loads: a mistake in our own data stops the start, not a request. */
export function defineSchema(schema: Schema): Schema {
  schemaShape.parse(schema);
  return schema;
}
