import { withCaret } from './caret.ts';
import { invalidPath, ScimError } from './errors.ts';
import { FilterParser, MAX_FILTER_LENGTH, type Name } from './filter.ts';
import { type ResolvedFilter, resolveElementFilter } from './filter-resolve.ts';
import { type Fail, tokenize } from './lexer.ts';
import { resolveReference } from './resolve.ts';
import { type Attribute, type ResourceSchema, type Schema, subAttribute } from './schemas.ts';

/** What a PATCH path points at (RFC 7644 §3.5.2): the resource, a whole extension, or an attribute, its elements, its sub-attribute. */
export type PatchPath = { kind: 'resource' } | { kind: 'extension'; schema: Schema } | AttributePath;

export type AttributePath = {
  kind: 'attribute';
  /** As the client wrote it, for messages. */
  text: string;
  extension: Schema | undefined;
  attribute: Attribute;
  filter: ResolvedFilter | undefined;
  sub: Attribute | undefined;
};

/**
 * Parses a PATCH path: `attr`, `attr.sub`, `attr[filter]`, `attr[filter].sub`, each also with a URN before it, or the URN of a whole extension.
 * Throws invalidPath, with a caret under the part that is meant, for a malformed path and for one that no schema has.
 */
export function parsePath(type: ResourceSchema, text: string): PatchPath {
  if (text.length > MAX_FILTER_LENGTH) throw invalidPath(`A path may have at most ${MAX_FILTER_LENGTH} characters.`);
  const fail: Fail = (message, at) => {
    throw invalidPath(withCaret(message, text, at));
  };
  const parser = new FilterParser(tokenize(text, fail), fail);
  const name = parser.name();
  const head = resolveReference(type, name.text) ?? fail(unknownName(type, name), unknownAt(type, name));
  const path = head.kind === 'attribute' ? attributePath(type, { ...head, text, filter: undefined }, parser, fail) : head;
  if (parser.peek().kind !== 'end') fail('Expected the end of the path here', parser.peek().at);
  return path;
}

function attributePath(type: ResourceSchema, path: AttributePath, parser: FilterParser, fail: Fail): AttributePath {
  const open = parser.peek();
  if (open.kind !== '[') return path;
  if (path.sub || !path.attribute.multiValued || path.attribute.type !== 'complex')
    fail('Only a multi-valued attribute has elements to choose', open.at);
  const unknown: string[] = [];
  const filter = elementFilter(path, parser.bracketed(), unknown);
  if (unknown[0] !== undefined) fail(`"${path.attribute.name}" has no sub-attribute "${unknown[0]}" in ${type.resourceType}`, open.at + 1);
  return { ...path, filter, sub: subOfElement(path.attribute, parser, fail) };
}

/** A filter inside a path that compares the incomparable is a fault of the path. */
function elementFilter(path: AttributePath, filter: Parameters<typeof resolveElementFilter>[1], unknown: string[]): ResolvedFilter {
  try {
    return resolveElementFilter(path.attribute, filter, path.text, unknown);
  } catch (error) {
    throw error instanceof ScimError ? invalidPath(error.detail) : error;
  }
}

function subOfElement(attribute: Attribute, parser: FilterParser, fail: Fail): Attribute | undefined {
  const token = parser.peek();
  if (token.kind !== 'word') return undefined;
  parser.take();
  const sub = token.text[0] === '.' ? subAttribute(attribute, token.text.slice(1)) : undefined;
  return sub ?? fail(`Expected the end, or a sub-attribute of "${attribute.name}", here`, token.at);
}

function unknownName(type: ResourceSchema, name: Name): string {
  const part = name.text.slice(unknownAt(type, name) - name.at);
  return `No schema of ${type.resourceType} has "${part.slice(0, 100)}"`;
}

/** Where the unknown part begins: after the URN and the attribute that are known. */
function unknownAt(type: ResourceSchema, name: Name): number {
  for (const separator of ['.', ':']) {
    const cut = name.text.lastIndexOf(separator);
    if (cut > 0 && resolveReference(type, name.text.slice(0, cut))) return name.at + cut + 1;
  }
  return name.at;
}
