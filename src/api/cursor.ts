import { badInput } from './problem.ts';

/** Where a list goes on, as something that may stand in an address. */
export const toCursor = (after: string | null): string | null => after && Buffer.from(after, 'utf8').toString('base64url');

/** @throws HttpProblem 400 for what was never given out */
export function fromCursor(cursor: string | undefined): string | null {
  if (!cursor) return null;
  const after = Buffer.from(cursor, 'base64url').toString('utf8');
  if (toCursor(after) !== cursor) throw badInput([{ path: 'cursor', message: 'This is no cursor that a list gave' }]);
  return after;
}
