import { z } from 'zod';
import type { SlackSignIn } from '../../provisioning/record-sign-in.ts';

/** Slack's own claims of an ID token (docs.slack.dev, "Sign in with Slack"). */
const schema = z.object({
  'https://slack.com/user_id': z.string().min(1).max(64),
  'https://slack.com/team_id': z.string().min(1).max(64),
  'https://slack.com/enterprise_id': z.string().max(64).nullish(),
  name: z.string().max(400).nullish(),
  email: z.string().max(400).nullish(),
  email_verified: z.boolean().nullish(),
});

export interface SlackClaims {
  teamId: string;
  enterpriseId: string | null;
  member: SlackSignIn;
}

/** @throws ZodError where a claim that is needed is missing */
export function readClaims(claims: unknown): SlackClaims {
  const read = schema.parse(claims);
  return {
    teamId: read['https://slack.com/team_id'],
    enterpriseId: read['https://slack.com/enterprise_id'] || null,
    member: {
      slackUserId: read['https://slack.com/user_id'],
      name: read.name || null,
      email: read.email || null,
      emailConfirmed: read.email_verified ?? null,
    },
  };
}
