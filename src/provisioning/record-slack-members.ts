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
 * What each needs is asked for together, so that the rounds of reading don't grow with the page.
 */
export const recordSlackMembers =
  (words: MemberWord[]): Work<Settled[]> =>
  (world) => {
    world.needAll(
      words.flatMap(({ fact }) => [
        { table: 'slackMembers' as const, index: 'id', key: fact.id },
        { table: 'users' as const, index: 'slack', key: fact.id },
      ]),
    );
    const settled: Settled[] = [];
    forEach(words, ({ fact, arrival }) => void settled.push(...recordSlackMember(fact, arrival)(world)));
    return settled;
  };
