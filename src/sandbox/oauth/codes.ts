/** Codes of installs: each is good once, for ten minutes, for the client and address it was made for. */
import { SlackError } from '../slack-error.ts';
import { secret } from '../workspace/ids.ts';
import type { WorkspaceStore } from '../workspace/store.ts';

export interface InstallGrant {
  /** Where it is installed. */
  readonly store: WorkspaceStore;
  readonly user: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Unix milliseconds. */
  readonly at: number;
}

export interface InstallCodes {
  issue(grant: InstallGrant): string;
  /** Spends a code. Throws `invalid_code`, `bad_redirect_uri`. */
  redeem(code: string, clientId: string, redirectUri: string): InstallGrant;
}

const codeLives = 10 * 60_000;

/** In: the clock, unix milliseconds. */
export function createInstallCodes(now: () => number): InstallCodes {
  const codes = new Map<string, InstallGrant>();
  return {
    issue: (grant) => {
      const code = `${grant.clientId}.${secret(24)}`;
      codes.set(code, grant);
      return code;
    },
    redeem: (code, clientId, redirectUri) => {
      const grant = codes.get(code);
      if (grant === undefined || grant.clientId !== clientId || now() - grant.at > codeLives) throw new SlackError('invalid_code');
      if (grant.redirectUri !== redirectUri) throw new SlackError('bad_redirect_uri');
      codes.delete(code);
      return grant;
    },
  };
}
