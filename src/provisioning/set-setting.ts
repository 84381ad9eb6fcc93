import type { Asker } from '../rules/guards.ts';
import type { Origin } from '../rules/model.ts';
import { changeSetting } from './change-settings.ts';
import type { Means } from './means.ts';
import { settle } from './settle.ts';

/** Changes a setting and brings people in line with it: guests who are in incident channels become users when guests may (E5). @throws Refusal */
export async function setSetting(
  { db, committer }: Means,
  organizationId: string,
  origin: Origin,
  asker: Asker,
  key: string,
  value: string,
): Promise<void> {
  const guests =
    key === 'guests'
      ? await db
          .collection('slackMembers')
          .find({ org: organizationId, guest: true, joined: { $ne: null } }, { projection: { id: 1 } })
          .toArray()
      : [];
  await committer.commit(organizationId, origin, (world) => {
    changeSetting(asker, key, value)(world);
    settle(world, { slackMembers: guests.map(({ id }) => String(id)) });
  });
}
