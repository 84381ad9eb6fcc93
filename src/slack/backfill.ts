import type { Means } from '../provisioning/means.ts';
import { recordSlackMember, type SlackMemberFact } from '../provisioning/record-slack-member.ts';
import type { Settled } from '../provisioning/settle.ts';
import type { Origin, SlackMember } from '../rules/model.ts';
import { loadRows } from '../store/snapshot.ts';
import { factOfStored, slackUserFact } from './facts/slack-user.ts';
import type { Installation } from './installation.ts';
import { type Patience, patiently } from './patience.ts';
import { isOurs, type LookUp } from './people.ts';

/** The members that we know, by Slack's ids. */
export async function knownMembers(means: Means, organizationId: string, ids: string[]): Promise<Map<string, SlackMember>> {
  const wants = ids.map((key) => ({ table: 'slackMembers' as const, index: 'id', key }));
  const loaded = await loadRows(means.db, organizationId, wants);
  return new Map(loaded.flatMap(({ rows }) => rows as SlackMember[]).map((member) => [member.id, member]));
}

export interface Backfill {
  means: Means;
  installation: Installation;
  origin: Origin;
  lookUp: LookUp;
  patience?: Patience;
}

/** E6: everybody who is in a channel already has joined it. Members come a page at a time; who joined before costs nothing. */
export async function backfillChannel(work: Backfill, channelId: string): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page = await patiently(
      () => work.installation.client.conversations.members({ channel: channelId, limit: 200, ...(cursor ? { cursor } : {}) }),
      work.patience,
    );
    settled.push(...(await joinAll(work, page.members ?? [])));
    cursor = page.response_metadata?.next_cursor || undefined;
  }
  return settled;
}

async function joinAll({ means, installation, origin, lookUp, patience }: Backfill, ids: string[]): Promise<Settled[]> {
  const known = await knownMembers(means, installation.organizationId, ids);
  const joins = ids
    .filter((id) => id !== installation.botUserId && !known.get(id)?.joined)
    .map(async (id): Promise<Settled[]> => {
      const member = known.get(id);
      // Deactivated members leave their channels, so one who is in it has come back: Slack's newest word decides.
      const fact =
        member && !member.deleted ? factOfStored(member) : await factOf(id, { installation, lookUp, ...(patience ? { patience } : {}) });
      return fact ? means.committer.commit(installation.organizationId, origin, recordSlackMember(fact, 'joined')) : [];
    });
  return (await Promise.all(joins)).flat();
}

async function factOf(
  id: string,
  { installation, lookUp, patience }: Pick<Backfill, 'installation' | 'lookUp' | 'patience'>,
): Promise<SlackMemberFact | null> {
  const user = await patiently(() => lookUp(id), patience);
  return user && isOurs(user, installation) ? slackUserFact(user) : null;
}
