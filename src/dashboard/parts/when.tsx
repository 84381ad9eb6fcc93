import { exact, relative } from '../words/when.ts';
import { useNow } from './use-now.ts';

const EVERY_MS = 30_000;

/** A time: relative, and exact on hover. */
export function When({ at }: { at: string }) {
  const now = useNow(EVERY_MS);
  const date = new Date(at);
  return (
    <time dateTime={at} title={exact(date)} style={{ whiteSpace: 'nowrap' }}>
      {relative(date, now)}
    </time>
  );
}
