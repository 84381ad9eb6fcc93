import type { Request, Response } from 'express';
import * as openid from 'openid-client';
import { cookieOptions } from '../../cookies.ts';
import type { ApiOptions } from '../services.ts';
import { ownAddress, type PendingSignIn, STATE_COOKIE, STATE_MS, sealState } from './state-cookie.ts';

export const redirectUri = (publicUrl: string): string => `${publicUrl}/auth/slack/callback`;

/** The state's cookie goes with the callback only. */
export const stateCookieOptions = (publicUrl: string) => cookieOptions(publicUrl, '/auth');

/**
 * Sends the browser to Slack (OpenID Connect Core §3.1.2.1), and leaves with it what the callback is checked against. PKCE where the
 * issuer says that it knows it.
 */
export async function beginSignIn(req: Request, res: Response, config: openid.Configuration, options: ApiOptions): Promise<void> {
  const { publicUrl, sessionSecret, means } = options;
  const verifier = config.serverMetadata().supportsPKCE() ? openid.randomPKCECodeVerifier() : null;
  const pending: PendingSignIn = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier,
    to: ownAddress(req.query.to, publicUrl),
    expiresAt: means.now().getTime() + STATE_MS,
  };
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(publicUrl),
    scope: 'openid profile email',
    state: pending.state,
    nonce: pending.nonce,
    ...(verifier ? { code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' } : {}),
  });
  res.cookie(STATE_COOKIE, sealState(pending, sessionSecret), { ...stateCookieOptions(publicUrl), maxAge: STATE_MS });
  res.redirect(url.href);
}
