import type { Asker } from '../rules/guards.ts';
import type { Origin } from '../rules/model.ts';
import { changeSetting } from './change-settings.ts';
import type { Means } from './means.ts';
import { settle } from './settle.ts';

/**
 * Changes a setting and brings people in line with it: where guests may be users, those in incident channels become users (E5), and
 * all of them are candidates for a link (L1). @throws Refusal
 */
export async function setSetting(
  { committer }: Pick<Means, 'committer'>,
  organizationId: string,
  origin: Origin,
  asker: Asker,
  key: string,
  value: string,
): Promise<void> {
  await committer.commit(organizationId, origin, (world) => {
    changeSetting(asker, key, value)(world);
    if (key === 'guests') settle(world, { slackMembers: world.table.slackMembers.find('guest', 'guest').map(({ id }) => id) });
  });
}
