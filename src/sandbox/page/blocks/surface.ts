/** What blocks need of the place they are drawn in: names, what has been filled in so far, and how to tell the app. */
import { createContext, useContext } from 'react';
import type { Channel, Chosen, ElementOption, Person } from './shapes.ts';

export interface Surface {
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly nameOf: (id: string) => string | null;
  readonly valueOf: (blockId: string, actionId: string) => Chosen | undefined;
  readonly setValue: (blockId: string, actionId: string, chosen: Chosen) => void;
  /** Tells the app that an element was used. */
  readonly act: (blockId: string, actionId: string, chosen: Chosen) => Promise<void>;
  readonly suggest: (blockId: string, actionId: string, query: string) => Promise<readonly ElementOption[]>;
  /** What is wrong with a block, in a modal. */
  readonly errors: Readonly<Record<string, string>>;
}

export const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === null) throw new Error('Blocks are drawn inside a surface');
  return surface;
}
