import type { SlackMember } from '../../../rules/model.ts';
import type { Database } from '../../../store/connection.ts';
import { gathered } from '../../../store/reads/gathered.ts';
import { openKeys } from '../../../store/slack-inbox.ts';
import { knownMembers } from '../../../store/slack-members.ts';
import { memberKey } from '../../inbox/inbox.ts';

export interface MemberQuestion {
  org: string;
  /** Slack's id. */
  id: string;
}

/** A member as stored, where nothing about them is under way any more; else null. */
export type StandingMember = SlackMember | null;

/**
 * How members stand, for those who are asked for at the same time together: a company's statuses come by the thousand.
 * In this order: with nothing about somebody under way any more, what is stored then is what everything before has made of them.
 */
export const standingMembers = (database: () => Database): ((asked: MemberQuestion) => Promise<StandingMember>) =>
  gathered(async (asked) => {
    const db = database();
    const orgs = [...new Set(asked.map(({ org }) => org))];
    const answers = new Map<string, StandingMember>();
    for (const org of orgs) {
      const ids = [...new Set(asked.filter((one) => one.org === org).map(({ id }) => id))];
      const open = await openKeys(db, org, ids.map(memberKey));
      const settled = ids.filter((id) => !open.has(memberKey(id)));
      for (const [id, member] of await knownMembers(db, org, settled)) answers.set(`${org} ${id}`, member);
    }
    return asked.map(({ org, id }) => answers.get(`${org} ${id}`) ?? null);
  });
