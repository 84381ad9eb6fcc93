import pc from 'picocolors';

export type Cell = string | number | boolean | null;
export type Paint = ReturnType<typeof pc.createColors>;

/** Where a command's words go: the result on standard output, everything else on standard error. */
export interface Output {
  /** Prints the result: `value` with `--json`, else what `words` makes for people. */
  result(value: unknown, words: (paint: Paint) => string | Promise<string>): Promise<void>;
  /** Writes out what is too long for memory, no faster than it is taken. */
  pieces(texts: AsyncIterable<string>): Promise<void>;
  /** Says on standard error what goes on. */
  note(line: string): void;
}

export interface Streams {
  stdout: { write(text: string): unknown; isTTY?: boolean; once?(event: 'drain', listener: () => void): unknown };
  stderr: { write(text: string): unknown };
}

/**
 * @param json whether `--json` was given; asked when the result is there, because options are read after this is made
 * @param noColor the variable NO_COLOR: any value but the empty one turns colour off (no-color.org)
 */
export function createOutput({ stdout, stderr }: Streams, json: () => boolean, noColor: string | undefined): Output {
  const paint = pc.createColors(stdout.isTTY === true && !noColor);
  return {
    result: async (value, words) => {
      const text = json() ? JSON.stringify(value, null, 2) : await words(paint);
      if (text !== '') stdout.write(`${text}\n`);
    },
    pieces: async (texts) => {
      for await (const text of texts)
        if (stdout.write(text) === false) await new Promise<void>((resolve) => stdout.once?.('drain', resolve));
    },
    note: (line) => void stderr.write(`${plain(line)}\n`),
  };
}

/**
 * A text from outside, safe to show in a terminal: names come from Slack and from the IdP, and could hold escape sequences or marks
 * that turn the direction of the line.
 */
export const plain = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ');

const text = (cell: Cell): string => (cell === null ? '-' : typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : plain(String(cell)));

/** Rows in aligned columns, under a head if there is one. @returns `empty` where there are no rows */
export async function table(head: string[], rows: Cell[][], paint: Paint, empty = 'None.'): Promise<string> {
  if (rows.length === 0) return empty;
  const { default: Table } = await import('cli-table3'); // not needed for --json, which scripts call often
  const blank = Object.fromEntries(EDGES.map((edge) => [edge, '']));
  const made = new Table({ chars: { ...blank, middle: '  ' }, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 } });
  if (head.length > 0) made.push(head.map((name) => paint.dim(name)));
  made.push(...rows.map((row) => row.map(text)));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const EDGES = [
  ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
  ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'],
];

/** Names and values, one a line. */
export const fields = (pairs: [name: string, value: Cell][], paint: Paint): Promise<string> => table([], pairs, paint);
