import { createContext, type ReactNode, useContext } from 'react';
import type { Me } from '../../api/contract.ts';

const Context = createContext<Me | null>(null);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <Context.Provider value={me}>{children}</Context.Provider>;
}

/** Who is signed in, and what they may do. */
export function useSignedIn(): Me {
  const me = useContext(Context);
  if (!me) throw new Error('there is nobody signed in here');
  return me;
}

/** What someone may not do isn't offered; the server checks it all the same. */
export const useMay = (permission: string): boolean => useSignedIn().permissions.includes(permission);
