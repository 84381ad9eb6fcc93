import { isPersonOfOurs } from '../rules/arrival.ts';
import { parseSlackUser, type SlackUser, slackAccount } from './facts/slack-user.ts';
import type { Installation } from './installation.ts';
import { isUnknownToSlack, retryAfterOf } from './slack-trouble.ts';

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

/**
 * The same where something is known that will do: a crowd of five thousand must not wait for a hundred answers a minute.
 * @returns `limited` where Slack limits the rate
 * @throws what else Slack answers
 */
export async function lookUpIfAllowed(installation: Installation, userId: string): Promise<SlackUser | null | 'limited'> {
  try {
    return await lookUpWith(installation)(userId);
  } catch (error) {
    if (retryAfterOf(error) !== null) return 'limited';
    throw error;
  }
}

/** E5 */
export const isOurs = (user: SlackUser, { home }: Installation): boolean => isPersonOfOurs(slackAccount(user), home);
