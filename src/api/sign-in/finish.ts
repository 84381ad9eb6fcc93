import type { Request, Response } from 'express';
import * as openid from 'openid-client';
import { cookieNamed, cookieOptions } from '../../cookies.ts';
import { recordSlackSignIn } from '../../provisioning/record-sign-in.ts';
import type { Organization, Origin } from '../../rules/model.ts';
import { organizationOfSlack } from '../../store/organizations.ts';
import { endSession, keepSession, spendState } from '../../store/sessions.ts';
import { sessionHash } from '../authenticate.ts';
import type { ApiOptions } from '../services.ts';
import { SESSION_COOKIE, SESSION_MS } from '../session-cookie.ts';
import { stateCookieOptions } from './begin.ts';
import { readClaims, type SlackClaims } from './claims.ts';
import type { Stop } from './page.ts';
import { openState, type PendingSignIn, STATE_COOKIE } from './state-cookie.ts';
import { badState, declined, refused, unknownWorkspace } from './stops.ts';

/** Something between Slack and us failed: `cause` is openid-client's error, or a claim that is missing. */
export class IssuerFailed extends Error {
  constructor(cause: unknown) {
    super('The issuer failed', { cause });
    this.name = 'IssuerFailed';
  }
}

/**
 * What Slack sends the browser back with (OpenID Connect Core §3.1.2.5) becomes a session.
 * @returns where signing in stops, or null once the browser is signed in and on its way
 * @throws IssuerFailed, and what the database throws
 */
export async function finishSignIn(
  req: Request,
  res: Response,
  configOf: () => Promise<openid.Configuration>,
  options: ApiOptions,
  requestId: string,
): Promise<Stop | null> {
  const { means, sessionSecret, publicUrl } = options;
  const pending = openState(cookieNamed(req.headers.cookie, STATE_COOKIE), sessionSecret, means.now());
  res.clearCookie(STATE_COOKIE, stateCookieOptions(publicUrl));
  if (!pending || req.query.state !== pending.state) return badState;
  if (!(await spendState(means.db, pending.state, new Date(pending.expiresAt)))) return badState;
  if (typeof req.query.error === 'string') return declined(req.query.error);
  const claims = await claimsFrom(req, pending, configOf, publicUrl);
  const organization = await organizationOfSlack(means.db, claims.teamId, claims.enterpriseId);
  if (!organization) return unknownWorkspace;
  return enter(req, res, { claims, organization, to: pending.to, requestId }, options);
}

async function claimsFrom(
  req: Request,
  pending: PendingSignIn,
  configOf: () => Promise<openid.Configuration>,
  publicUrl: string,
): Promise<SlackClaims> {
  try {
    const tokens = await openid.authorizationCodeGrant(await configOf(), new URL(req.originalUrl, publicUrl), {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
      ...(pending.verifier ? { pkceCodeVerifier: pending.verifier } : {}),
    });
    return readClaims(tokens.claims());
  } catch (error) {
    throw new IssuerFailed(error);
  }
}

interface Entry {
  claims: SlackClaims;
  organization: Organization;
  to: string;
  requestId: string;
}

/** E2, A7: records the sign-in, and opens a session for whoever is active. */
async function enter(
  req: Request,
  res: Response,
  { claims, organization, to, requestId }: Entry,
  options: ApiOptions,
): Promise<Stop | null> {
  const { means, publicUrl, log } = options;
  const at = means.now();
  const actor = { type: 'slack', id: claims.teamId, name: 'Slack' } as const;
  const origin: Origin = { actor, cause: { type: 'sign_in', id: requestId }, at };
  const signedIn = await means.committer.commit(organization.id, origin, recordSlackSignIn(claims.member));
  if (signedIn.user?.status !== 'active') return refused(signedIn);
  const before = cookieNamed(req.headers.cookie, SESSION_COOKIE);
  if (before) await endSession(means.db, sessionHash(before));
  const id = means.randomBytes(32).toString('base64url');
  const session = { org: organization.id, userId: signedIn.user.id, createdAt: at, expiresAt: new Date(at.getTime() + SESSION_MS) };
  await keepSession(means.db, sessionHash(id), session);
  log.info({ requestId, organizationId: organization.id, userId: signedIn.user.id }, 'signed in with Slack');
  res.cookie(SESSION_COOKIE, id, { ...cookieOptions(publicUrl, '/'), maxAge: SESSION_MS });
  res.redirect(303, to);
  return null;
}
