import type { Means } from '../provisioning/means.ts';
import { settle } from '../provisioning/settle.ts';

/** I9: ends what a break-glass gave, once its 24 hours are over: whoever's time has passed is decided again. */
export async function expireBreakGlass(means: Means): Promise<void> {
  const at = means.now();
  const over = await means.db
    .collection('users')
    .find({ breakGlassUntil: { $lte: at } }, { projection: { _id: 1, org: 1 } })
    .limit(1000)
    .toArray();
  const origin = {
    actor: { type: 'system' as const, id: null, name: 'Rollcall' },
    cause: { type: 'break_glass_expiry', id: means.newId() },
    at,
  };
  await Promise.all(
    over.map(({ _id, org }) => means.committer.commit(String(org), origin, (world) => settle(world, { users: [String(_id)] }))),
  );
}
