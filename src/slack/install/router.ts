import express, { type Request, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import { BOT_SCOPES } from '../../config-slack.ts';
import { cookieNamed, cookieOptions } from '../../cookies.ts';
import { type PlainPage, showPage } from '../../plain-page.ts';
import type { Means } from '../../provisioning/means.ts';
import { spendState } from '../../store/sessions.ts';
import { isUnavailable } from '../../store/unavailable.ts';
import { slackWord } from '../slack-trouble.ts';
import { slackClient } from '../web-client.ts';
import { exchangeCode } from './exchange.ts';
import { askIdentity, recordOf } from './identity.ts';
import type { Lifecycle } from './lifecycle.ts';
import { badState, databaseAway, declined, failedHere, installed, slackRefused } from './page.ts';
import type { AppCredentials } from './refresh.ts';
import { INSTALL_COOKIE, INSTALL_MS, openBegun, sealBegun } from './state-cookie.ts';

export interface InstallOptions {
  means: Means;
  log: Logger;
  credentials: AppCredentials;
  stateSecret: string;
  slackApiUrl: string;
  publicUrl: string;
  lifecycle: Lifecycle;
  /** What begins once the app is installed: the mirror. */
  onInstalled: (organizationId: string) => void;
}

/** OAuth v2 (docs.slack.dev/authentication/installing-with-oauth): `/slack/install` sends the browser to Slack, `/slack/oauth_redirect` is where it comes back. */
export function installRouter(options: InstallOptions): Router {
  const router = express.Router();
  router.get('/slack/install', (_req, res) => begin(res, options));
  router.get('/slack/oauth_redirect', async (req, res) => {
    const ending = await finish(req, options).catch((error: unknown) => endingOf(error, options.log));
    res.clearCookie(INSTALL_COOKIE, cookieOptions(options.publicUrl, COOKIE_PATH));
    showPage(res, ending);
  });
  return router;
}

const redirectUri = (publicUrl: string): string => `${publicUrl}/slack/oauth_redirect`;

const COOKIE_PATH = '/slack';

function begin(res: Response, { means, stateSecret, credentials, slackApiUrl, publicUrl }: InstallOptions): void {
  const begun = { state: means.randomBytes(32).toString('base64url'), expiresAt: means.now().getTime() + INSTALL_MS };
  const url = new URL('/oauth/v2/authorize', slackApiUrl);
  url.searchParams.set('client_id', credentials.clientId);
  url.searchParams.set('scope', BOT_SCOPES.join(','));
  url.searchParams.set('redirect_uri', redirectUri(publicUrl));
  url.searchParams.set('state', begun.state);
  res.cookie(INSTALL_COOKIE, sealBegun(begun, stateSecret), { ...cookieOptions(publicUrl, COOKIE_PATH), maxAge: INSTALL_MS });
  res.set('cache-control', 'no-store').redirect(302, url.href);
}

/** A state is good once, and only in the browser that began: whoever is sent here by somebody else's link installs nothing. */
async function finish(req: Request, options: InstallOptions): Promise<PlainPage> {
  const { means, log, credentials, slackApiUrl, publicUrl, lifecycle } = options;
  const begun = openBegun(cookieNamed(req.headers.cookie, INSTALL_COOKIE), options.stateSecret, means.now());
  if (!begun || req.query.state !== begun.state) return badState;
  if (!(await spendState(means.db, begun.state, new Date(begun.expiresAt)))) return badState;
  if (typeof req.query.error === 'string') return declined(req.query.error.slice(0, 100));
  if (typeof req.query.code !== 'string') return badState;
  const exchange = { credentials, slackApiUrl, log, now: means.now };
  const { tokens, installedBy } = await exchangeCode(req.query.code, redirectUri(publicUrl), exchange);
  const identity = await askIdentity(slackClient(tokens.token, slackApiUrl, log));
  const record = await recordOf(means, identity, { source: 'oauth', installedBy });
  const installation = await lifecycle.install(record, tokens);
  log.info({ installation: installation.id, organization: installation.organizationId, by: installedBy }, 'the app was installed');
  options.onInstalled(installation.organizationId);
  return installed(identity.name, identity.isEnterpriseInstall);
}

function endingOf(error: unknown, log: Logger): PlainPage {
  const word = slackWord(error);
  log[word ? 'warn' : 'error']({ err: error }, 'an install of the app failed');
  if (isUnavailable(error)) return databaseAway;
  return word ? slackRefused(word) : failedHere;
}
