import { isObject, type JsonValue } from './json.ts';

/** Nothing that a schema describes lies deeper, and what does must not exhaust the stack. */
const MAX_DEPTH = 32;

/** A whole string, as the value of a member is. */
const WHOLE = /^bulkId:(.+)$/is;
/** The last part of a URI (`$ref`), or what a filter of a PATCH path compares with. */
const WITHIN = /(?<=[/"])bulkId:([^/"]+)(?=$|["/])/gis;
const HOLDS_ONE_WITHIN: ReadonlySet<string> = new Set(['$ref', 'path']);

/** Changes one text that holds references; undefined takes it away. */
type Change = (text: string, idsOf: (text: string) => string[]) => string | undefined;

/** The bulkIds that a value names (RFC 7644 §3.7.2), anywhere in it. */
export function referencesIn(value: JsonValue | undefined): Set<string> {
  const found = new Set<string>();
  rewrite(value, (text, idsOf) => {
    for (const id of idsOf(text)) found.add(id);
    return text;
  });
  return found;
}

/** A copy in which ids stand where bulkIds were named. `idOf` may throw. */
export function resolveReferences(value: JsonValue | undefined, idOf: (bulkId: string) => string): JsonValue | undefined {
  return rewrite(value, (text) => replaceIn(text, idOf));
}

/** A copy without what names one of these bulkIds: a member or manager whole, else the attribute. */
export function withoutReferences(value: JsonValue | undefined, bulkIds: ReadonlySet<string>): JsonValue | undefined {
  return rewrite(value, (text, idsOf) => (idsOf(text).some((id) => bulkIds.has(id)) ? undefined : text));
}

/** The bulkIds in an operation's own path. */
export const referencesInPath = (path: string): Set<string> => new Set(idsWithin(path));

export const resolvePath = (path: string, idOf: (bulkId: string) => string): string =>
  path.replace(WITHIN, (_all, bulkId: string) => encodeURIComponent(idOf(bulkId)));

function replaceIn(text: string, idOf: (bulkId: string) => string): string {
  const whole = WHOLE.exec(text)?.[1];
  return whole === undefined ? text.replace(WITHIN, (_all, bulkId: string) => idOf(bulkId)) : idOf(whole);
}

const idsWithin = (text: string): string[] => [...text.matchAll(WITHIN)].flatMap(([, id]) => id ?? []);

function idsWhole(text: string): string[] {
  const id = WHOLE.exec(text)?.[1];
  return id === undefined ? [] : [id];
}

/** Which texts of a client's may hold references: those that are one, and those of a few names that hold one. */
function rewrite(value: JsonValue | undefined, change: Change, name = '', depth = 0): JsonValue | undefined {
  if (typeof value === 'string') return rewriteText(value, change, name);
  if (value === undefined || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.flatMap((item) => rewrite(item, change, name, depth + 1) ?? []);
  if (!isObject(value)) return value;
  const entries: [string, JsonValue][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const next = rewrite(inner, change, key, depth + 1);
    if (next !== undefined) entries.push([key, next]);
    else if (key.toLowerCase() === 'value') return undefined;
  }
  return Object.fromEntries(entries);
}

function rewriteText(text: string, change: Change, name: string): string | undefined {
  const whole = idsWhole(text);
  if (whole.length > 0) return change(text, idsWhole);
  const holds = HOLDS_ONE_WITHIN.has(name.toLowerCase()) && idsWithin(text).length > 0;
  return holds ? change(text, idsWithin) : text;
}
