import type { Triggers } from '../interactions/triggers.ts';
import type { Views } from '../interactions/views.ts';
import type { InstallCodes } from '../oauth/codes.ts';
import type { SigningKey } from '../oidc/keys.ts';
import type { SignIns } from '../oidc/sign-ins.ts';
import { SlackError } from '../slack-error.ts';
import type { SocketServer } from '../socket/server.ts';
import type { WorkspaceStore } from '../workspace/store.ts';

/** Slack's rate limit tiers: 1, 20, 50 and 100 calls a minute; `special` is generous (docs.slack.dev/apis/web-api/rate-limits). */
export type Tier = 'tier1' | 'tier2' | 'tier3' | 'tier4' | 'special';

export interface Call {
  readonly args: Readonly<Record<string, unknown>>;
  readonly store: WorkspaceStore;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly signIns: SignIns;
  readonly installs: InstallCodes;
  /** Every company here. */
  readonly workspaces: () => readonly WorkspaceStore[];
  readonly socket: SocketServer;
  readonly keys: SigningKey;
  readonly now: () => number;
  readonly scopes: readonly string[];
  /** The Authorization header's user token, for what takes one. */
  readonly token: string | null;
  /** Where the sandbox is, such as `http://127.0.0.1:4100`. */
  readonly origin: string;
  /** The raw Authorization header, for client_secret_basic. */
  readonly authorization: string | undefined;
}

export interface Method {
  /** Any one of these is enough; none listed: no scope is needed. */
  readonly scopes: readonly string[];
  readonly tier: Tier;
  /** Whether a JSON body is read; Slack ignores it on the others (`json_input_supported` in the method's reference). */
  readonly json: boolean;
  /** `bot`: the bot token; `user`: a sign-in's token; `app`: the app's own; `none`: no token at all. */
  readonly token: 'bot' | 'user' | 'app' | 'none';
  readonly handler: (call: Call) => Record<string, unknown> | Promise<Record<string, unknown>>;
}

/** Throws Slack's `missing_scope` with `needed` and `provided`, unless one of the scopes is granted. */
export function requireScope(granted: readonly string[], anyOf: readonly string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => granted.includes(scope))) return;
  throw new SlackError('missing_scope', { needed: anyOf.join(','), provided: granted.join(',') });
}
