/** oauth.v2.access (docs.slack.dev/reference/methods/oauth.v2.access): a code, or a refresh token, for tokens. */
import { authenticateClient } from '../oidc/methods.ts';
import { SlackError } from '../slack-error.ts';
import { text } from '../web-api/arguments.ts';
import type { Call, Method } from '../web-api/method.ts';
import { installApp, type NewTokens, rotateTokens } from '../workspace/app-changes.ts';
import { secret } from '../workspace/ids.ts';
import type { WorkspaceState } from '../workspace/model.ts';
import type { WorkspaceStore } from '../workspace/store.ts';

/** Twelve hours (docs.slack.dev/authentication/using-token-rotation). */
const tokenLives = 43_200;

export const oauthV2Access: Method = {
  scopes: [],
  tier: 'special',
  json: false,
  token: 'none',
  handler: (call) => {
    const clientId = authenticateClient(call);
    const type = text(call.args, 'grant_type') || 'authorization_code';
    if (type === 'refresh_token') return refresh(call);
    if (type !== 'authorization_code') throw new SlackError('invalid_grant_type');
    const { store, user, scopes } = call.installs.redeem(text(call.args, 'code'), clientId, text(call.args, 'redirect_uri'));
    store.apply(installApp(scopes, newTokens(store.get().app.rotation, call.now())));
    return { ...granted(store.get(), call.now()), authed_user: { id: user } };
  },
};

/** A refresh token is good once: the next one comes with the new token. */
function refresh(call: Call): Record<string, unknown> {
  const wanted = text(call.args, 'refresh_token');
  const store = call.workspaces().find((one: WorkspaceStore) => wanted !== '' && one.get().app.refreshToken === wanted);
  if (store === undefined || !store.get().app.installed) throw new SlackError('invalid_refresh_token');
  store.apply(rotateTokens(newTokens(true, call.now())));
  return granted(store.get(), call.now());
}

function newTokens(rotation: boolean, now: number): NewTokens {
  const digits = (): string =>
    String(parseInt(secret(5), 16))
      .padStart(13, '1')
      .slice(0, 12);
  const bot = `xoxb-${digits()}-${digits()}-${secret(12)}`;
  if (!rotation) return { botToken: bot, refreshToken: null, tokenExpiresAt: null };
  return { botToken: `xoxe.${bot}`, refreshToken: `xoxe-1-${secret(40)}`, tokenExpiresAt: now + tokenLives * 1000 };
}

function granted({ app, team, enterprise }: WorkspaceState, now: number): Record<string, unknown> {
  const ends =
    app.tokenExpiresAt === null ? {} : { expires_in: Math.round((app.tokenExpiresAt - now) / 1000), refresh_token: app.refreshToken };
  return {
    app_id: app.id,
    scope: app.scopes.join(','),
    token_type: 'bot',
    access_token: app.botToken,
    bot_user_id: app.botUserId,
    ...ends,
    team: enterprise === null ? { id: team.id, name: team.name } : null,
    enterprise: enterprise === null ? null : { id: enterprise.id, name: enterprise.name },
    is_enterprise_install: enterprise !== null,
  };
}
