import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject, JsonValue } from '../../src/scim/protocol/json.ts';
import { isObject } from '../../src/scim/protocol/json.ts';

/** What the recorded conversations of `test/idp` hold, sorted by what it is: the seeds that fuzzing starts from. */
export interface Recorded {
  filters: string[];
  paths: string[];
  /** Bodies of PATCH, of people and of groups. */
  userPatches: JsonObject[];
  groupPatches: JsonObject[];
  users: JsonObject[];
  groups: JsonObject[];
  searches: JsonObject[];
}

interface Step {
  method: string;
  path: string;
  body?: JsonValue;
}

const directory = fileURLToPath(new URL('../idp', import.meta.url));

/** Reads all recordings. */
export function readRecorded(): Recorded {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const steps = files.sort().flatMap((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')) as Step[]);
  const bodies = (method: RegExp, path: string): JsonObject[] =>
    steps.filter((step) => method.test(step.method) && step.path.startsWith(path)).flatMap(({ body }) => (isObject(body) ? [body] : []));
  const searches = steps.filter(({ path, body }) => path.endsWith('/.search') && isObject(body)).map(({ body }) => body as JsonObject);
  const patches = [...bodies(/PATCH/, '/Users'), ...bodies(/PATCH/, '/Groups')];
  return {
    filters: steps.flatMap(({ path, body }) => [...filtersIn(path), ...textsAt(body, 'filter')]),
    paths: patches.flatMap((body) => textsAt(body, 'path')),
    userPatches: bodies(/PATCH/, '/Users'),
    groupPatches: bodies(/PATCH/, '/Groups'),
    users: bodies(/POST|PUT/, '/Users'),
    groups: bodies(/POST|PUT/, '/Groups'),
    searches,
  };
}

function filtersIn(path: string): string[] {
  const filter = new URLSearchParams(path.split('?')[1] ?? '').get('filter');
  return filter === null ? [] : [filter];
}

/** The texts under a name, in any case, anywhere in a value. */
function textsAt(value: JsonValue | undefined, wanted: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsAt(item, wanted));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name.toLowerCase() === wanted && typeof inner === 'string' ? [inner] : textsAt(inner, wanted),
  );
}
