import { z } from 'zod';
import type { SlackMemberFact } from '../../provisioning/record-slack-member.ts';
import type { SlackAccount } from '../../rules/arrival.ts';
import type { SlackMember } from '../../rules/model.ts';

const text = z.string().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);

/**
 * A user object, as leniently as Slack is loose: a deactivated member's lacks the names, the time zone and every `is_…` flag but
 * `is_bot` and `is_app_user` (docs.slack.dev/reference/objects/user-object), and what isn't in shape counts as left out.
 */
const slackUserSchema = z.object({
  id: z.string().min(1).max(64),
  team_id: text,
  name: text,
  real_name: text,
  deleted: flag,
  updated: z.number().catch(0),
  is_bot: flag,
  is_app_user: flag,
  is_workflow_bot: flag,
  is_connector_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_primary_owner: flag,
  is_email_confirmed: flag,
  is_forgotten: flag,
  is_stranger: flag,
  enterprise_user: z.object({ enterprise_id: text }).nullish().catch(null),
  profile: z.object({ real_name: text, display_name: text, email: text, title: text }).nullish().catch(null),
});

export type SlackUser = z.infer<typeof slackUserSchema>;

/** @returns null for what isn't a user object at all */
export function parseSlackUser(value: unknown): SlackUser | null {
  const parsed = slackUserSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** What E5 asks of an account. A connector's bot is a bot. */
export const slackAccount = (user: SlackUser): SlackAccount => ({
  id: user.id,
  teamId: user.team_id || null,
  enterpriseId: user.enterprise_user?.enterprise_id || null,
  isBot: user.is_bot === true || user.is_connector_bot === true,
  isAppUser: user.is_app_user === true,
  isWorkflowBot: user.is_workflow_bot === true,
  isStranger: user.is_stranger === true,
});

/** Slack's object as a fact of ours. What Slack left out is null, and what was known then stays. */
export const slackUserFact = (user: SlackUser): SlackMemberFact => ({
  id: user.id,
  name: nameOf(user),
  email: user.profile?.email || null,
  emailConfirmed: user.is_email_confirmed ?? null,
  title: user.profile?.title || null,
  deleted: user.deleted === true,
  guest: guestOf(user),
  primaryOwner: user.is_primary_owner ?? null,
  updated: Math.floor(user.updated),
  forgotten: user.is_forgotten === true,
});

/** The full name, as a list of people wants it; the handle only where there is no other. */
const nameOf = ({ profile, real_name, name }: SlackUser): string | null =>
  [profile?.real_name, real_name, profile?.display_name, name].map((word) => word?.trim()).find(Boolean) ?? null;

/** A single-channel guest is `is_restricted` as well. */
const guestOf = ({ is_restricted: multi, is_ultra_restricted: single }: SlackUser): boolean | null =>
  typeof multi === 'boolean' || typeof single === 'boolean' ? multi === true || single === true : null;

/** A stored member as the fact that it was: for a join of somebody whom we know already. */
export const factOfStored = (member: SlackMember): SlackMemberFact => ({
  id: member.id,
  name: member.name,
  email: member.email,
  emailConfirmed: member.emailConfirmed,
  title: member.title,
  deleted: member.deleted,
  guest: member.guest,
  primaryOwner: member.primaryOwner,
  updated: member.updated,
  forgotten: false,
});
