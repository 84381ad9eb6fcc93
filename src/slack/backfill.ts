import type { Means } from '../provisioning/means.ts';
import { type MemberWord, recordSlackMembers } from '../provisioning/record-slack-members.ts';
import type { Settled } from '../provisioning/settle.ts';
import type { Origin, SlackMember } from '../rules/model.ts';
import { knownMembers } from '../store/slack-members.ts';
import { factOfStored, slackUserFact } from './facts/slack-user.ts';
import type { Installation } from './installation.ts';
import { type Patience, patiently } from './patience.ts';
import { isOurs, type LookUp } from './people.ts';

export interface Backfill {
  means: Means;
  installation: Installation;
  origin: Origin;
  lookUp: LookUp;
  patience?: Patience;
  /** Told what each page brought. */
  onSettled?: (settled: Settled[]) => void;
}

const PAGE = 200;

/** E6: everybody who is in a channel already has joined it. Members come a page at a time; who joined before costs nothing. */
export async function backfillChannel(work: Backfill, channelId: string): Promise<void> {
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page = await patiently(
      () => work.installation.client.conversations.members({ channel: channelId, limit: PAGE, ...(cursor ? { cursor } : {}) }),
      work.patience,
    );
    await joinAll(work, page.members ?? []);
    cursor = page.response_metadata?.next_cursor || undefined;
  }
}

async function joinAll(work: Backfill, ids: string[]): Promise<void> {
  const { means, installation, origin, onSettled } = work;
  const known = await knownMembers(means.db, installation.organizationId, ids);
  const newcomers = ids.filter((id) => id !== installation.botUserId && !known.get(id)?.joined);
  const words: MemberWord[] = [];
  for (const id of newcomers) {
    const fact = await factOf(work, id, known.get(id));
    if (fact) words.push({ fact, arrival: 'joined' });
  }
  if (words.length === 0) return;
  const settled = await means.committer.commit(installation.organizationId, origin, recordSlackMembers(words));
  onSettled?.(settled);
}

/** Deactivated members leave their channels, so one who is in it has come back: Slack's newest word decides. */
async function factOf(
  { installation, lookUp, patience }: Backfill,
  id: string,
  member: SlackMember | undefined,
): Promise<MemberWord['fact'] | null> {
  if (member && !member.deleted) return factOfStored(member);
  const user = await patiently(() => lookUp(id), patience);
  return user && isOurs(user, installation) ? slackUserFact(user) : null;
}
