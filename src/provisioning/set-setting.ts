import type { Asker } from '../rules/guards.ts';
import type { Origin } from '../rules/model.ts';
import { changeSetting } from './change-settings.ts';
import type { Work } from './commit.ts';
import type { Means } from './means.ts';
import { type Settled, settle } from './settle.ts';

/**
 * Changes a setting and brings people in line with it: where guests may be users, those in incident channels become users (E5), and
 * all of them are candidates for a link (L1). @throws Refusal
 */
export const settingChange =
  (asker: Asker, key: string, value: string): Work<Settled[]> =>
  (world) => {
    changeSetting(asker, key, value)(world);
    if (key !== 'guests') return [];
    return settle(world, { slackMembers: world.table.slackMembers.find('guest', 'guest').map(({ id }) => id) });
  };

/** The same as one change of its own. @throws Refusal */
export async function setSetting(
  { committer }: Pick<Means, 'committer'>,
  organizationId: string,
  origin: Origin,
  asker: Asker,
  key: string,
  value: string,
): Promise<void> {
  await committer.commit(organizationId, origin, settingChange(asker, key, value));
}
