import { setTimeout as sleep } from 'node:timers/promises';
import type { Means } from '../../provisioning/means.ts';
import { keepMirror, type MirrorPlace, type MirrorState, releaseMirror, takeMirror } from '../../store/slack-mirrors.ts';

const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 250;

export interface HeldMirror {
  holder: string;
  /** How it stood when it was taken. */
  state: MirrorState;
  /** Ends with the process, and where another process has taken over. */
  signal: AbortSignal;
}

/**
 * Runs `work` while this process alone compares the organization with Slack, on however many servers: waits for whoever else is at it.
 * A process that died holds it for half a minute longer.
 * @param onWait told once, if somebody else is at it
 */
export async function withLease<T>(
  means: Means,
  place: MirrorPlace,
  { signal, onWait }: { signal: AbortSignal; onWait: () => void },
  work: (held: HeldMirror) => Promise<T>,
): Promise<T> {
  const holder = means.newId();
  const lease = () => ({ holder, until: new Date(means.now().getTime() + LEASE_MS) });
  let state = await takeMirror(means.db, place, lease(), means.now());
  if (!state) onWait();
  while (!state) {
    await sleep(LOOK_AGAIN_MS, undefined, { signal });
    state = await takeMirror(means.db, place, lease(), means.now());
  }
  const lost = new AbortController();
  // While the database is away nobody can take it over, and the next beat says how it is.
  const beat = async (): Promise<void> => {
    const held = await keepMirror(means.db, place, lease()).catch(() => true);
    if (!held) lost.abort(new Error('another process compares this organization with Slack now'));
  };
  const heartbeat = setInterval(() => void beat(), LEASE_MS / 4);
  try {
    return await work({ holder, state, signal: AbortSignal.any([signal, lost.signal]) });
  } finally {
    clearInterval(heartbeat);
    await releaseMirror(means.db, place, holder).catch(() => undefined); // the lease ends by itself
  }
}
