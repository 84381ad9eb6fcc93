import { randomBytes, randomUUID } from 'node:crypto';
import http from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Loose } from './scim-client.ts';

/**
 * A recorded conversation with an identity provider: what it sends, and what it must be answered. `{{name}}` stands for a variable of the run, or for
 * what an earlier step captured; a wish is a value, or one of `$exists $type $match $gte $in $empty $contains $lacks`.
 */
export interface Step {
  name: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  rawBody?: string;
  expect: {
    status: number | number[];
    json?: Record<string, unknown>;
    absent?: string[];
    header?: Record<string, unknown>;
    emptyBody?: boolean;
  };
  capture?: Record<string, string>;
}

interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  json: unknown;
}

/** Plays a conversation. @returns what went otherwise than recorded, a line each */
export async function replay(baseUrl: string, token: string, steps: Step[]): Promise<string[]> {
  const variables = new Map(Object.entries(freshVariables(baseUrl, token)));
  const wrong: string[] = [];
  for (const [index, step] of steps.entries()) {
    const complaints = await playStep(baseUrl, step, variables).catch((error: Error) => [error.message]);
    wrong.push(...complaints.map((complaint) => `#${index + 1} ${step.name}: ${complaint}`));
  }
  return wrong;
}

const freshVariables = (base: string, token: string) => ({
  base,
  token,
  run: randomBytes(4).toString('hex'),
  uuid: randomUUID(),
  uuid2: randomUUID(),
  oid: randomBytes(12).toString('hex'),
  now: new Date().toISOString(),
});

async function playStep(baseUrl: string, step: Step, variables: Map<string, string>): Promise<string[]> {
  const { headers = {}, body, rawBody } = filled(step, variables);
  const reply = await send(baseUrl, filled(step, variables), headers, rawBody ?? (body === undefined ? undefined : JSON.stringify(body)));
  const complaints = complaintsAbout(reply, filled(step.expect, variables));
  for (const [name, from] of Object.entries(step.capture ?? {})) {
    const value = from.startsWith('header:') ? reply.headers[from.slice(7)] : valueAt(reply.json, from);
    if (typeof value === 'string') variables.set(name, value);
    else complaints.push(`nothing to capture at ${from}`);
  }
  return complaints.map((complaint) => `${complaint} (got ${reply.status} ${reply.text.slice(0, 300)})`);
}

function complaintsAbout(reply: Reply, expect: Step['expect']): string[] {
  const complaints: string[] = [];
  if (![expect.status].flat().includes(reply.status)) complaints.push(`status ${reply.status}`);
  if (expect.emptyBody && reply.text !== '') complaints.push('a body');
  for (const [name, wish] of Object.entries(expect.header ?? {})) if (!meets(reply.headers[name], wish)) complaints.push(`header ${name}`);
  if (reply.status === 204) return complaints;
  for (const [place, wish] of Object.entries(expect.json ?? {})) if (!meets(valueAt(reply.json, place), wish)) complaints.push(place);
  for (const place of expect.absent ?? []) if (!meets(valueAt(reply.json, place), { $empty: true })) complaints.push(`${place} is there`);
  return complaints;
}

/** Sends the path byte for byte: `fetch` would normalise it. */
function send(baseUrl: string, { method, path }: Step, headers: Record<string, string>, body: string | undefined): Promise<Reply> {
  const { hostname, port, pathname } = new URL(baseUrl);
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path: pathname + path, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: text === '' ? undefined : JSON.parse(text) });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Replaces the variables in all strings of a value, keys too. Throws for one that nothing has captured. */
function filled<T>(value: T, variables: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(value).replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const found = variables.get(name);
    if (found === undefined) throw new Error(`nothing has captured ${name}`);
    return JSON.stringify(found).slice(1, -1);
  });
  return JSON.parse(text) as T;
}

/** What is at `$.a.b[0]["urn:x"].c` or `$.list.length()`. */
function valueAt(json: unknown, place: string): unknown {
  let found: Loose = json;
  for (const [, name, call, index, key] of place.matchAll(/\.([A-Za-z_$][\w$-]*)(\(\))?|\[(\d+)\]|\["([^"]+)"\]/g)) {
    if (found === undefined || found === null) return undefined;
    found = call ? found.length : found[name ?? key ?? Number(index)];
  }
  return found;
}

function meets(value: Loose, wish: Loose): boolean {
  const [operator] = typeof wish === 'object' && wish !== null && !Array.isArray(wish) ? Object.keys(wish) : [];
  switch (operator) {
    case '$exists':
      return (value !== undefined && value !== null) === wish.$exists;
    case '$type':
      return wish.$type === 'array' ? Array.isArray(value) : typeof value === wish.$type;
    case '$match':
      return typeof value === 'string' && new RegExp(wish.$match).test(value);
    case '$gte':
      return value >= wish.$gte;
    case '$in':
      return wish.$in.some((item: unknown) => isDeepStrictEqual(item ?? null, value ?? null));
    case '$empty':
      return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    case '$contains':
      return Array.isArray(value) && value.some((item) => holds(item, wish.$contains));
    case '$lacks':
      return !Array.isArray(value) || !value.some((item) => holds(item, wish.$lacks));
    default:
      return isDeepStrictEqual(value, wish);
  }
}

function holds(value: Loose, part: Loose): boolean {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return isDeepStrictEqual(value, part);
  return typeof value === 'object' && value !== null && Object.entries(part).every(([key, inner]) => holds(value[key], inner));
}
