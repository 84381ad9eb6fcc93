import type { SlackMember, User } from '../rules/model.ts';
import type { Reason } from '../rules/reason.ts';
import type { Work } from './commit.ts';
import { explain } from './explain.ts';
import { userOfMember } from './people.ts';
import { recordSlackMember, type SlackMemberFact } from './record-slack-member.ts';

/** What Slack's OpenID Connect claims say of whoever signed in: less than the Web API does. */
export interface SlackSignIn {
  slackUserId: string;
  name: string | null;
  email: string | null;
  emailConfirmed: boolean | null;
}

/** Who signed in, and why they are active or not; a null user is nobody here (E5: a guest where guests are off). */
export interface SignedIn {
  user: User | null;
  status: Reason | null;
}

/**
 * E2: a sign-in is a fact like any other. The claims don't say whether the member is deactivated or a guest, nor as of when, so for a
 * member who is known only the arrival is new; for one who isn't, the claims are older than anything else that Slack will say.
 */
export const recordSlackSignIn =
  (claims: SlackSignIn): Work<SignedIn> =>
  (world) => {
    const known = world.table.slackMembers.get(claims.slackUserId);
    recordSlackMember(known ? asKnown(known) : asClaimed(claims), 'signed_in')(world);
    const member = world.table.slackMembers.get(claims.slackUserId);
    const user = member && userOfMember(world, member);
    if (!user) return { user: null, status: null };
    const { reasons } = explain(user.id)(world);
    return { user, status: reasons.find(({ about }) => about === 'status') ?? null };
  };

const asKnown = ({ joined, signedIn, source, ...facts }: SlackMember): SlackMemberFact => ({ ...facts, forgotten: false });

const asClaimed = ({ slackUserId, name, email, emailConfirmed }: SlackSignIn): SlackMemberFact => ({
  id: slackUserId,
  name,
  email,
  emailConfirmed,
  title: null,
  deleted: false,
  guest: null,
  primaryOwner: null,
  updated: 0,
  forgotten: false,
});
