import { type SlackMemberFact, saysNothingNew } from '../../provisioning/record-slack-member.ts';
import { recordSlackMembers } from '../../provisioning/record-slack-members.ts';
import type { SlackMember } from '../../rules/model.ts';
import { knownMembers } from '../../store/slack-members.ts';
import { parseSlackUser, slackUserFact } from '../facts/slack-user.ts';
import { workspacesOf } from '../installation.ts';
import { patiently } from '../patience.ts';
import { isOurs, lookUpWith } from '../people.ts';
import type { Mirroring } from './mirror.ts';
import { eachWorkspacePage } from './pages.ts';
import { count } from './report.ts';

/** `users.list` takes 200 at a time best (docs.slack.dev/reference/methods/users.list). */
const PAGE = 200;

/** Every member of the workspace, or of each workspace of a Grid, a page at a time; those about whom there is news are committed together. */
export async function mirrorMembers(work: Mirroring): Promise<void> {
  const { installation, patience, run, onProgress } = work;
  await eachWorkspacePage(
    workspacesOf(installation),
    (which) => installation.client.users.list({ limit: PAGE, ...which }),
    { cursor: run.cursor, patience },
    async (page, next) => {
      const facts = factsOf(work, page.members ?? []);
      await recordPage(work, facts);
      run.report.members += facts.length;
      onProgress(`${run.report.members} members compared`);
      await work.reached(next);
    },
  );
}

function factsOf({ installation, notOurs }: Mirroring, members: unknown[]): SlackMemberFact[] {
  const users = members.map(parseSlackUser).filter((user) => user !== null);
  for (const user of users) if (!isOurs(user, installation)) notOurs.add(user.id);
  return users.filter(({ id }) => !notOurs.has(id)).map(slackUserFact);
}

async function recordPage(work: Mirroring, facts: SlackMemberFact[]): Promise<void> {
  const { means, installation, origin, run } = work;
  const ids = facts.map(({ id }) => id);
  const known = await knownMembers(means.db, installation.organizationId, ids);
  const words: { fact: SlackMemberFact; arrival: null }[] = [];
  for (const fact of facts) {
    const member = known.get(fact.id);
    if (!member || !saysNothingNew(member, fact)) words.push({ fact: await settleTie(work, fact, member), arrival: null });
  }
  if (words.length > 0) count(run.report, await means.committer.commit(installation.organizationId, origin(), recordSlackMembers(words)));
}

/**
 * Two words of one second (X3): Slack is asked which one holds. So it is where one workspace of a Grid calls somebody deactivated, who
 * may be in another.
 */
async function settleTie(
  { installation, patience }: Mirroring,
  fact: SlackMemberFact,
  member: SlackMember | undefined,
): Promise<SlackMemberFact> {
  if (member?.updated !== fact.updated && !(fact.deleted && installation.isEnterpriseInstall)) return fact;
  const user = await patiently(() => lookUpWith(installation)(fact.id), patience);
  return user ? slackUserFact(user) : fact;
}
