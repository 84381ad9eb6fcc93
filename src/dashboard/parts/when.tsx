import { useEffect, useState } from 'react';
import { exact, relative } from '../words/when.ts';

const EVERY_MS = 30_000;

/** A time: relative, and exact on hover. */
export function When({ at }: { at: string }) {
  const now = useNow();
  const date = new Date(at);
  return (
    <time dateTime={at} title={exact(date)} style={{ whiteSpace: 'nowrap' }}>
      {relative(date, now)}
    </time>
  );
}

function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
