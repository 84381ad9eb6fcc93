import { z } from 'zod';

/** How the product is connected to Slack. */
export type SlackConfig =
  /** No credentials: the practice workspace beside the product. */
  | { kind: 'sandbox' }
  /** One workspace; sign-in with Slack where the client is known. */
  | { kind: 'token'; signingSecret: string; botToken: string; signIn?: { clientId: string; clientSecret: string } }
  /** Many workspaces, each installed through OAuth. */
  | { kind: 'oauth'; signingSecret: string; clientId: string; clientSecret: string; stateSecret: string };

/** What the app asks a workspace for: manifest.yml says why each. Sign-in with Slack asks for its own. */
export const BOT_SCOPES = [
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'groups:read',
  'team:read',
  'users:read',
  'users:read.email',
] as const;

/** The variables that make up the credentials, each checked alone; how they go together is `readSlack`'s. */
export const slackShape = {
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must be a bot token: it starts with xoxb-').optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'must be an app-level token: it starts with xapp-').optional(),
};

type SlackVariables = z.infer<z.ZodObject<typeof slackShape>>;
type Read = { config: SlackConfig; problems: string[] };

const TOKEN_GROUP = 'SLACK_BOT_TOKEN (one workspace)';
const OAUTH_GROUP = 'SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET (OAuth install of many)';

/**
 * Which of the groups in .env.example is set.
 * @returns the connection, and one line for each variable that is missing from, or too many in, a group; with problems `config` means nothing
 */
export function readSlack(values: SlackVariables): Read {
  if (values.SLACK_BOT_TOKEN !== undefined) return readToken(values, values.SLACK_BOT_TOKEN);
  if (values.SLACK_CLIENT_ID !== undefined || values.SLACK_CLIENT_SECRET !== undefined || values.SLACK_STATE_SECRET !== undefined) {
    return readOauth(values);
  }
  const alone = (['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'] as const).filter((name) => values[name] !== undefined);
  const problems = alone.map((name) => `${name} does nothing alone: set ${TOKEN_GROUP}, or ${OAUTH_GROUP}, beside it`);
  return { config: { kind: 'sandbox' }, problems };
}

function readToken(values: SlackVariables, botToken: string): Read {
  const clientId = values.SLACK_CLIENT_ID;
  const clientSecret = values.SLACK_CLIENT_SECRET;
  const problems = missing(values, ['SLACK_SIGNING_SECRET'], 'SLACK_BOT_TOKEN');
  if (clientId !== undefined || clientSecret !== undefined) {
    problems.push(...missing(values, ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'], 'sign-in with Slack'));
  }
  if (values.SLACK_STATE_SECRET !== undefined) {
    problems.push('SLACK_STATE_SECRET is for OAuth install of many workspaces, SLACK_BOT_TOKEN for one: remove one of the two');
  }
  const signIn = clientId !== undefined && clientSecret !== undefined ? { signIn: { clientId, clientSecret } } : {};
  return { config: { kind: 'token', signingSecret: values.SLACK_SIGNING_SECRET ?? '', botToken, ...signIn }, problems };
}

function readOauth(values: SlackVariables): Read {
  const names = ['SLACK_SIGNING_SECRET', 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const;
  const config: SlackConfig = {
    kind: 'oauth',
    signingSecret: values.SLACK_SIGNING_SECRET ?? '',
    clientId: values.SLACK_CLIENT_ID ?? '',
    clientSecret: values.SLACK_CLIENT_SECRET ?? '',
    stateSecret: values.SLACK_STATE_SECRET ?? '',
  };
  return { config, problems: missing(values, names, 'OAuth install (without SLACK_BOT_TOKEN)') };
}

function missing(values: SlackVariables, names: readonly (keyof SlackVariables)[], reason: string): string[] {
  return names.filter((name) => values[name] === undefined).map((name) => `${name} is missing: ${reason} needs it`);
}
