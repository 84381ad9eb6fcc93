import { recordSlackMember, type SlackMemberFact, saysNothingNew } from '../../provisioning/record-slack-member.ts';
import type { SlackMember } from '../../rules/model.ts';
import { knownMembers } from '../backfill.ts';
import { parseSlackUser, type SlackUser, slackUserFact } from '../facts/slack-user.ts';
import { patiently } from '../patience.ts';
import { isOurs, lookUpWith } from '../people.ts';
import type { Mirroring } from './mirror.ts';
import { count } from './report.ts';

/** `users.list` takes 200 at a time best (docs.slack.dev/reference/methods/users.list). */
const PAGE = 200;

/** Every member of the workspace, a page at a time; those about whom there is news are committed together. */
export async function mirrorMembers(work: Mirroring): Promise<void> {
  const { installation, patience, report, onProgress } = work;
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page = await patiently(() => installation.client.users.list({ limit: PAGE, ...(cursor ? { cursor } : {}) }), patience);
    const users = (page.members ?? []).map(parseSlackUser).filter((user): user is SlackUser => user !== null && isOurs(user, installation));
    await recordPage(work, users.map(slackUserFact));
    report.members += users.length;
    onProgress(`${report.members} members compared`);
    cursor = page.response_metadata?.next_cursor || undefined;
  }
}

async function recordPage(work: Mirroring, facts: SlackMemberFact[]): Promise<void> {
  const { means, installation, origin, report } = work;
  const ids = facts.map(({ id }) => id);
  const known = await knownMembers(means, installation.organizationId, ids);
  const news = facts.filter((fact) => {
    const member = known.get(fact.id);
    return !member || !saysNothingNew(member, fact);
  });
  const commits = news.map(async (fact) => {
    const newest = await settleTie(work, fact, known.get(fact.id));
    return means.committer.commit(installation.organizationId, origin, recordSlackMember(newest, null));
  });
  for (const settled of await Promise.all(commits)) count(report, settled);
}

/** Two words of one second (X3): Slack is asked which one holds. */
async function settleTie(
  { installation, patience }: Mirroring,
  fact: SlackMemberFact,
  member: SlackMember | undefined,
): Promise<SlackMemberFact> {
  if (member?.updated !== fact.updated) return fact;
  const user = await patiently(() => lookUpWith(installation)(fact.id), patience);
  return user ? slackUserFact(user) : fact;
}
