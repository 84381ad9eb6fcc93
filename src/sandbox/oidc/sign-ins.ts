/** Codes and tokens of sign-in with Slack: each code is good once, for ten minutes, for the client and address it was made for. */
import { SlackError } from '../slack-error.ts';
import { secret } from '../workspace/ids.ts';

export interface Grant {
  readonly user: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce: string | null;
  /** Unix milliseconds. */
  readonly at: number;
}

export interface SignIns {
  /** A code for this grant. */
  issue(grant: Grant): string;
  /** Spends a code. Throws `invalid_code`, `code_already_used`, `bad_redirect_uri`. Out: the grant and a user token. */
  redeem(code: string, clientId: string, redirectUri: string): { readonly grant: Grant; readonly token: string };
  /** Whose code it is; null where it is nobody's. */
  granteeOf(code: string): string | null;
  /** Whose token it is; null where it is nobody's. */
  userOf(token: string): string | null;
}

const codeLives = 10 * 60_000;

/** In: the clock, unix milliseconds. */
export function createSignIns(now: () => number): SignIns {
  const codes = new Map<string, Grant | 'used'>();
  const tokens = new Map<string, string>();
  return {
    issue: (grant) => {
      const code = `${grant.clientId.split('.', 1)[0]}.${secret(20)}`;
      codes.set(code, grant);
      return code;
    },
    redeem: (code, clientId, redirectUri) => {
      const grant = codes.get(code);
      if (grant === 'used') throw new SlackError('code_already_used');
      if (grant === undefined || grant.clientId !== clientId || now() - grant.at > codeLives) throw new SlackError('invalid_code');
      if (grant.redirectUri !== redirectUri) throw new SlackError('bad_redirect_uri');
      codes.set(code, 'used');
      const token = `xoxp-${secret(24)}`;
      tokens.set(token, grant.user);
      return { grant, token };
    },
    granteeOf: (code) => {
      const grant = codes.get(code);
      return grant === undefined || grant === 'used' ? null : grant.user;
    },
    userOf: (token) => tokens.get(token) ?? null,
  };
}
