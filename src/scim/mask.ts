/** Names of what must not be kept: RFC 7643 §4.1.1 `password`, and what clients call their like in attributes of their own. */
const SECRET = /pass(?:word|phrase|code)|secret|token|credential|authorization|private.?key/i;
const MASK = '***';
const MAX_DEPTH = 32;

/** Whether a text names a secret: then it isn't kept, as it may have the secret too. */
export const namesSecret = (text: string): boolean => SECRET.test(text);

/** A body as it is kept. */
export interface MaskedBody {
  /** JSON, broken off where it was longer. */
  text: string;
  cut: boolean;
}

/**
 * A JSON body as text without its secrets, and no longer than `limit` bytes. It costs no more than what is kept of it: the rest of a large body
 * isn't looked at.
 */
export function maskBody(body: unknown, limit: number): MaskedBody {
  const parts: string[] = [];
  let left = limit;
  let cut = false;

  const write = (text: string): void => {
    if (cut) return;
    const size = Buffer.byteLength(text);
    cut = size > left;
    parts.push(
      cut
        ? Buffer.from(text)
            .toString('utf8', 0, left)
            .replace(/\uFFFD$/, '')
        : text,
    );
    left -= size;
  };

  const writeValue = (value: unknown, depth: number): void => {
    if (typeof value === 'string') return write(JSON.stringify(value.length > left ? value.slice(0, left + 1) : value));
    if (typeof value !== 'object' || value === null) return write(JSON.stringify(value) ?? 'null');
    if (depth > MAX_DEPTH) return write('"…"');
    if (Array.isArray(value)) return writeAll('[', value, (item) => writeValue(item, depth + 1), ']');
    const hidden = secretsOf(value as Record<string, unknown>);
    writeAll(
      '{',
      Object.keys(value),
      (name) => {
        write(`${JSON.stringify(name)}:`);
        writeValue(hidden(name) ? MASK : (value as Record<string, unknown>)[name], depth + 1);
      },
      '}',
    );
  };

  const writeAll = <T>(open: string, items: readonly T[], writeItem: (item: T) => void, close: string): void => {
    write(open);
    for (const [i, item] of items.entries()) {
      if (cut) return;
      if (i > 0) write(',');
      writeItem(item);
    }
    write(close);
  };

  writeValue(body, 0);
  return { text: parts.join(''), cut };
}

/** Which of an object's members are secrets: by their own names; the value of a PATCH operation by its path; a filter by what it names. */
function secretsOf(value: Record<string, unknown>): (name: string) => boolean {
  const path = Object.entries(value).find(([name]) => name.toLowerCase() === 'path')?.[1];
  const operates = typeof path === 'string' && namesSecret(path);
  return (name) => {
    const inner = value[name];
    switch (name.toLowerCase()) {
      case 'value':
        return operates;
      case 'path':
      case 'filter':
        return typeof inner === 'string' && namesSecret(inner) && /["\s]/.test(inner);
      default:
        return namesSecret(name);
    }
  };
}
