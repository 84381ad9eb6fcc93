import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Config } from '../../provisioning/config/model.ts';
import { WrongUsage } from '../errors.ts';
import { configOf, configSchema } from './schema.ts';

const MOST_BYTES = 1_000_000;

/**
 * Reads a configuration file (YAML 1.2).
 * @param name how the file is called in a complaint
 * @throws WrongUsage with a line for each thing that is wrong: where it is, and what would be right
 */
export function readConfigFile(text: string, name: string): Config {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new WrongUsage(`${name} is larger than a megabyte`, WAY_OUT);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const slips = [...document.errors, ...document.warnings];
  if (slips.length > 0) throw new WrongUsage(...slips.slice(0, 20).map(({ pos, message }) => `${at(pos[0])} ${message}`), WAY_OUT);
  const parsed = configSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return configOf(parsed.data);
  const complaints = parsed.error.issues.flatMap((issue) =>
    complaintsOf(document, issue).map(([offset, words]) => `${at(offset)} ${words}`),
  );
  throw new WrongUsage(...complaints.slice(0, 20), WAY_OUT);
}

const WAY_OUT = 'See what the file looks like with: rollcall config export';

function complaintsOf(document: Document, issue: z.core.$ZodIssue): [offset: number, words: string][] {
  if (issue.code !== 'unrecognized_keys') return [[offsetOf(document, issue.path), `${placeName(issue.path)} ${issue.message}`]];
  return issue.keys.map((key) => [offsetOfKey(document, issue.path, key), `There is no ${key} in ${placeName(issue.path)}`]);
}

/** Where something is, or what is around it where it lacks. */
function offsetOf(document: Document, path: PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function offsetOfKey(document: Document, path: PropertyKey[], key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined;
  return (isScalar(pair?.key) && pair.key.range?.[0]) || offsetOf(document, path);
}

/** `mappings[2].role`, or the file itself. */
const placeName = (path: PropertyKey[]): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part + 1}]` : `${i === 0 ? '' : '.'}${String(part)}`)).join('') || 'the file';
