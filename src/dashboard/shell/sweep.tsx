import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import type { ScimStatus } from '../../api/contract.ts';
import { useScim } from '../queries.ts';

interface Sweep {
  progress: ScimStatus['progress'];
  /** When it ended, as long as this page has been open; null if none did. */
  endedAt: number | null;
}

const Context = createContext<Sweep>({ progress: null, endedAt: null });

/** Follows a confirmation that is under way (I6) from any page. Once it ends the numbers are read anew; lists that are being read stay. */
export function SweepProvider({ children }: { children: ReactNode }) {
  const progress = useScim().data?.progress ?? null;
  const [endedAt, setEndedAt] = useState<number | null>(null);
  const underWay = useRef(false);
  const queries = useQueryClient();
  useEffect(() => {
    if (!progress && underWay.current) {
      setEndedAt(Date.now());
      void queries.invalidateQueries({ refetchType: 'none' });
      for (const queryKey of [['users', 'counts'], ['scim', 'status'], ['me']]) void queries.refetchQueries({ queryKey, type: 'active' });
    }
    underWay.current = progress !== null;
  }, [progress, queries]);
  return <Context.Provider value={{ progress, endedAt }}>{children}</Context.Provider>;
}

export const useSweep = (): Sweep => useContext(Context);
