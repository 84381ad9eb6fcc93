import type { Logger } from 'pino';
import type { Means } from '../provisioning/means.ts';
import { countedEntries, keepSeal, latestSeal, organizationsToSeal, readStretch } from '../store/audit-seals.ts';
import type { Database } from '../store/connection.ts';
import { buildSeal, type Seal } from '../store/seals/build.ts';
import { GONE, leafOf } from '../store/seals/hashes.ts';

const BATCH = 1000;

/**
 * X1: seals what was written since the last time, off the path of requests. Every process may do it at once: of two that make the same
 * seal one is kept, and it says the same. Each seal is logged, so that a log that is kept elsewhere witnesses it.
 */
export async function sealAudit({ db, now }: Pick<Means, 'db' | 'now'>, log: Pick<Logger, 'info' | 'error'>): Promise<void> {
  for (const org of await organizationsToSeal(db)) {
    for (let seal = await sealNext(db, org, now()); seal; seal = await sealNext(db, org, now())) {
      const { number, from, to, hash, leaves } = seal;
      log.info({ org, seal: number, from, to, hash }, 'audit entries sealed');
      const gone = leaves.filter((leaf) => leaf.equals(GONE)).length;
      if (gone > 0)
        log.error({ org, seal: number, gone }, 'audit entries were gone before they could be sealed: see rollcall audit verify');
    }
  }
}

/** @returns null where nothing is left to seal, or another process seals */
async function sealNext(db: Database, org: string, at: Date): Promise<Seal | null> {
  const [previous, count] = [await latestSeal(db, org), await countedEntries(db, org)];
  const from = (previous?.to ?? 0) + 1;
  const to = Math.min(count, from + BATCH - 1);
  if (to < from) return null;
  const stored = new Map((await readStretch(db, org, from, to)).map(({ number, document }) => [number, document]));
  const leaves = Array.from({ length: to - from + 1 }, (_, i) => {
    const document = stored.get(from + i);
    return document ? leafOf(document) : GONE;
  });
  const seal = buildSeal(org, previous, leaves, at);
  return (await keepSeal(db, seal)) ? seal : null;
}
