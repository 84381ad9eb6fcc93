import type { ResyncReport } from './report.ts';

type Tell = (line: string) => void;
type Compare = (tell: Tell) => Promise<ResyncReport>;

interface Slot {
  current: Promise<ResyncReport>;
  /** What begins after it, for everybody who asked while it ran. */
  next: { run: Promise<ResyncReport>; tell: Set<Tell> } | null;
}

export interface Turns {
  /** Compares now. Whoever asks while a comparison is under way gets one that begins after: it knows all that happened until they asked. */
  run(organizationId: string, onProgress?: Tell): Promise<ResyncReport>;
  /** Has the organization's turn taken by `compare`, where it is free. */
  occupy(organizationId: string, compare: Compare): Promise<ResyncReport>;
  isTaken(organizationId: string): boolean;
  idle(): Promise<void>;
}

/** One comparison of an organization at a time in this process. */
export function createTurns(compare: (organizationId: string, tell: Tell) => Promise<ResyncReport>): Turns {
  const slots = new Map<string, Slot>();

  const occupy = (id: string, work: Compare, tell = new Set<Tell>()): Promise<ResyncReport> => {
    const current = work((line) => {
      for (const one of tell) one(line);
    });
    const slot: Slot = { current, next: null };
    slots.set(id, slot);
    const leave = (): void => void (slots.get(id) === slot && slots.delete(id));
    current.then(leave, leave);
    return current;
  };

  const begin = (id: string, tell: Set<Tell>): Promise<ResyncReport> => occupy(id, (told) => compare(id, told), tell);

  return {
    run: (id, onProgress) => {
      const slot = slots.get(id);
      const tell = new Set(onProgress ? [onProgress] : []);
      if (!slot) return begin(id, tell);
      for (const one of tell) slot.next?.tell.add(one);
      slot.next ??= { run: slot.current.then(ignore, ignore).then(() => begin(id, tell)), tell };
      return slot.next.run;
    },
    occupy,
    isTaken: (id) => slots.has(id),
    idle: async () => {
      await Promise.allSettled([...slots.values()].flatMap(({ current, next }) => (next ? [current, next.run] : [current])));
    },
  };
}

const ignore = (): void => undefined;
