import type { Arrival, Policy, RuleId, ScimUser, SlackMember } from './model.ts';
import { scimDecides } from './model.ts';

/** What Slack says of an account, as far as E5 asks. Fields that Slack leaves out are unknown, not false. */
export interface SlackAccount {
  id: string;
  teamId: string | null;
  enterpriseId: string | null;
  isBot: boolean;
  isAppUser: boolean;
  isWorkflowBot: boolean;
  /** Slack says that they belong elsewhere and share no channel with us; false says nothing. */
  isStranger: boolean;
}

export interface SlackHome {
  teamId: string | null;
  enterpriseId: string | null;
  /** The workspaces of the Grid, where the app is installed in the whole of it. */
  teamIds?: readonly string[];
}

const SLACKBOT = 'USLACKBOT';

/**
 * E5: whether an account is a person of this organization. Bots, app users, Slackbot and people of other organizations
 * in a Slack Connect channel are not: a stranger is told by team and enterprise, as `is_stranger` alone is not enough.
 */
export function isPersonOfOurs(account: SlackAccount, home: SlackHome): boolean {
  if (account.id === SLACKBOT || account.isBot || account.isAppUser || account.isWorkflowBot) return false;
  if (home.enterpriseId && account.enterpriseId) return account.enterpriseId === home.enterpriseId;
  if (account.isStranger) return false;
  // Of a deactivated member of a Grid Slack may say no more than the workspace, or the Grid in its place.
  return account.teamId === null || [home.teamId, home.enterpriseId, ...(home.teamIds ?? [])].includes(account.teamId);
}

/** E5: whether a member is a guest whom the organization wants for no user. Who is a user already stays one. */
export const isExcluded = (member: SlackMember, policy: Policy): boolean => member.guest && !policy.settings.guests;

/** Why somebody becomes a user. */
export interface Beginning {
  rule: RuleId;
  arrival: Arrival;
}

/**
 * E1 to E5: what makes a person who is no user yet one, if anything does. `scim` is the SCIM user that L1 finds for them.
 * Who is a user already stays one, so nobody asks this about them.
 */
export function beginningOf(slack: SlackMember | null, scim: ScimUser | null, policy: Policy): Beginning | null {
  if (scim?.active && scimDecides(policy)) return { rule: 'E3', arrival: scim.source };
  if (!slack || isExcluded(slack, policy)) return null;
  const arrival = slack.joined ?? slack.signedIn;
  if (!arrival) return null;
  if (scimDecides(policy) && !scim) return { rule: 'E4', arrival };
  return { rule: slack.joined ? 'E1' : 'E2', arrival };
}
