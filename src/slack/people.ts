import { isPersonOfOurs } from '../rules/arrival.ts';
import { parseSlackUser, type SlackUser, slackAccount } from './facts/slack-user.ts';
import type { Installation } from './installation.ts';
import { isUnknownToSlack } from './slack-trouble.ts';

/** Looks a member up: Slack's newest word. @returns null for one whom Slack doesn't know, or doesn't show us */
export type LookUp = (userId: string) => Promise<SlackUser | null>;

export const lookUpWith =
  ({ client }: Installation): LookUp =>
  async (userId) => {
    try {
      const { user } = await client.users.info({ user: userId });
      return parseSlackUser(user);
    } catch (error) {
      if (isUnknownToSlack(error)) return null;
      throw error;
    }
  };

/** E5 */
export const isOurs = (user: SlackUser, { home }: Installation): boolean => isPersonOfOurs(slackAccount(user), home);
