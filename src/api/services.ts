import type { Logger } from 'pino';
import type { Means } from '../provisioning/means.ts';
import type { WebhookTargets } from '../provisioning/webhook-targets.ts';
import type { Keyring } from '../store/keyring.ts';

/** Sign in with Slack: where its discovery document is, and the app's own credentials there. */
export interface SlackClient {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** What the API is composed of. */
export interface ApiOptions {
  means: Means;
  log: Logger;
  /** An origin: what browsers and IdPs are told. */
  publicUrl: string;
  /** Null: there is no client, so nobody can sign in. */
  signIn: SlackClient | null;
  sessionSecret: string;
  /** Compares with Slack now; null where there is nothing to ask. */
  resync: ((organizationId: string) => Promise<unknown>) | null;
  /** Where the app is installed by OAuth; left out with a bot token. */
  slackInstallPath?: string;
  /** Where one acts as the practice workspace's members; null on a real one. */
  sandboxUrl: string | null;
  /** What seals the secrets of webhooks, and where they may be sent. */
  webhooks: { keyring: Keyring; targets: WebhookTargets };
  /** How many requests a second an API key may make, ten seconds' worth at once; 50 where nothing is said. */
  keyRate?: number;
}
