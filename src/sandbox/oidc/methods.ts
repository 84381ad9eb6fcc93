/** openid.connect.token and openid.connect.userInfo: Web API methods like the others, errors as HTTP 200 with `ok: false` too. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { SignJWT } from 'jose';
import { SlackError } from '../slack-error.ts';
import { text } from '../web-api/arguments.ts';
import type { Call, Method } from '../web-api/method.ts';
import { personOf } from '../workspace/transition.ts';
import { claimsOf } from './claims.ts';
import type { Grant } from './sign-ins.ts';

const idTokenLives = 300;

/** The code for tokens: `authorization_code` only. Client by client_secret_post or client_secret_basic. */
export const openidConnectToken: Method = {
  scopes: [],
  tier: 'tier4',
  json: false,
  token: 'none',
  handler: async (call) => {
    const clientId = authenticateClient(call);
    const type = text(call.args, 'grant_type') || 'authorization_code';
    if (type !== 'authorization_code') throw new SlackError('unsupported_grant_type');
    const { grant, token } = call.signIns.redeem(text(call.args, 'code'), clientId, text(call.args, 'redirect_uri'));
    return { access_token: token, token_type: 'Bearer', id_token: await idToken(call, grant, token) };
  },
};

/** Throws `invalid_client_id`, `bad_client_secret`. Out: the client's id. */
export function authenticateClient(call: Call): string {
  const { app } = call.store.get();
  const [id, secret] = basicCredentials(call.authorization) ?? [text(call.args, 'client_id'), text(call.args, 'client_secret')];
  if (id !== app.clientId) throw new SlackError('invalid_client_id');
  if (!same(secret, app.clientSecret)) throw new SlackError('bad_client_secret');
  return id;
}

/** RFC 6749 section 2.3.1: both halves are form-encoded before they are joined. */
function basicCredentials(authorization: string | undefined): readonly [string, string] | null {
  const encoded = /^Basic\s+(.+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':', 2);
  const decode = (part: string): string => new URLSearchParams(`v=${part}`).get('v') ?? '';
  return [decode(id), decode(secret)];
}

function same(a: string, b: string): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}

async function idToken(call: Call, grant: Grant, accessToken: string): Promise<string> {
  const state = call.store.get();
  const seconds = Math.floor(call.now() / 1000);
  const half = createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
  const key = call.keys;
  return new SignJWT({
    ...claimsOf(state, personOf(state, grant.user), grant.scopes),
    auth_time: Math.floor(grant.at / 1000),
    at_hash: half,
    ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid })
    .setIssuer(call.origin)
    .setAudience(grant.clientId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + idTokenLives)
    .sign(key.privateKey);
}

export const openidConnectUserInfo: Method = {
  scopes: ['openid'],
  tier: 'tier3',
  json: false,
  token: 'user',
  handler: (call) => {
    const state = call.store.get();
    const user = call.token === null ? null : call.signIns.userOf(call.token);
    if (user === null) throw new SlackError('invalid_auth');
    const person = personOf(state, user);
    if (person.deleted) throw new SlackError('account_inactive');
    return claimsOf(state, person, call.scopes);
  },
};
