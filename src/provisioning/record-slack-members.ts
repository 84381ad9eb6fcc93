import { emailKey, type Policy, scimDecides } from '../rules/model.ts';
import type { Want } from '../store/snapshot.ts';
import type { Work } from './commit.ts';
import { forEach } from './memory-table.ts';
import { recordSlackMember, type SlackArrival, type SlackMemberFact } from './record-slack-member.ts';
import type { Settled } from './settle.ts';

export interface MemberWord {
  fact: SlackMemberFact;
  arrival: SlackArrival;
}

/**
 * Facts about many Slack members at once, such as a page of `users.list`: each as `recordSlackMember` has it, all in one transaction.
 * What each needs is asked for together and beforehand, so that the rounds of reading don't grow with the page.
 */
export const recordSlackMembers =
  (words: MemberWord[]): Work<Settled[]> =>
  (world) => {
    world.needAll([
      ...words.flatMap(({ fact }) => wantsOf(fact, world.policy)),
      { table: 'slackMembers', index: 'primaryOwner', key: 'primary' },
    ]);
    const primary = world.table.slackMembers.find('primaryOwner', 'primary'); // P9 looks at them with each
    world.needAll(primary.map(({ id }) => ({ table: 'users', index: 'slack', key: id })));
    const settled: Settled[] = [];
    forEach(words, ({ fact, arrival }) => void settled.push(...recordSlackMember(fact, arrival)(world)));
    return settled;
  };

/** The member, the user that they are, and whoever answers to their email (L1). */
function wantsOf({ id, email }: SlackMemberFact, policy: Policy): Want[] {
  const wants: Want[] = [
    { table: 'slackMembers', index: 'id', key: id },
    { table: 'users', index: 'slack', key: id },
  ];
  const key = emailKey(email);
  if (!key) return wants;
  wants.push({ table: 'slackMembers', index: 'email', key }, { table: 'users', index: 'email', key });
  if (scimDecides(policy)) wants.push({ table: 'scimUsers', index: 'email', key });
  return wants;
}
