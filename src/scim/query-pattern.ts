import type { CompareOperator } from './protocol/filter.ts';

/** U+0130 and U+212A become "i" and "k" in `foldCase`; the database's folding may differ for them, and for all that isn't ASCII. */
const FOLDS: ReadonlyMap<string, string> = new Map([
  ['i', '[i\u0130]'],
  ['k', '[k\u212a]'],
]);

/** A pattern that finds at least what the operator means; undefined where none is sure to. */
export function patternOf(operator: CompareOperator, text: string, caseExact: boolean): { $regex: string; $options?: string } | undefined {
  const letters = Array.from(text);
  if (!letters.every((letter) => letter >= ' ' && letter <= '~')) return undefined;
  const body = letters.map((letter) => (!caseExact && FOLDS.get(letter)) || escaped(letter)).join('');
  const options = caseExact ? {} : { $options: 'i' };
  if (operator === 'co') return { $regex: body, ...options };
  if (operator === 'sw' || operator === 'eq') return { $regex: `^${body}`, ...options };
  if (operator === 'ew') return { $regex: body, ...options };
  return undefined;
}

/** One printable ASCII character that stands for itself in a pattern. */
const escaped = (letter: string): string => ('\\^$.|?*+()[]{}'.includes(letter) ? `\\${letter}` : letter);
