import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import { cookieNamed, cookieOptions } from '../../cookies.ts';
import { endSession } from '../../store/sessions.ts';
import { isUnavailable } from '../../store/unavailable.ts';
import { sessionHash } from '../authenticate.ts';
import { HttpProblem, problemOf } from '../problem.ts';
import { giveRequestId, requestIdOf } from '../request-id.ts';
import { mustBeOurs } from '../same-origin.ts';
import type { ApiOptions } from '../services.ts';
import { SESSION_COOKIE } from '../session-cookie.ts';
import { beginSignIn } from './begin.ts';
import { finishSignIn, IssuerFailed } from './finish.ts';
import { issuerOf } from './issuer.ts';
import { type Stop, showStop } from './page.ts';
import { databaseAway, failedHere, issuerFailed, noClient } from './stops.ts';

/** `/auth`: sign in with Slack, and sign out. */
export function signInRouter(options: ApiOptions): Router {
  const router = express.Router();
  const configOf = options.signIn && issuerOf(options.signIn);
  router.use(giveRequestId(options.means.newId));
  router.get('/slack', atPublicUrl(options), async (req, res) => {
    if (!configOf) return showStop(res, noClient, requestIdOf(res));
    const config = await configOf().catch((error: unknown) => {
      throw new IssuerFailed(error);
    });
    await beginSignIn(req, res, config, options);
  });
  router.get('/slack/callback', async (req, res) => {
    const stop = configOf ? await finishSignIn(req, res, configOf, options, requestIdOf(res)) : noClient;
    if (!stop) return;
    options.log.info({ requestId: requestIdOf(res), title: stop.title, rule: stop.rule }, 'sign-in refused');
    showStop(res, stop, requestIdOf(res));
  });
  router.post('/sign-out', (req, res) => signOut(req, res, options));
  router.use(failed(options));
  return router;
}

/**
 * Slack sends the browser back to PUBLIC_URL, and the state's cookie must be there when it arrives: who came by another name of this
 * server is sent there first, once.
 */
const atPublicUrl =
  ({ publicUrl }: ApiOptions): RequestHandler =>
  (req, res, next) => {
    if (req.headers.host === new URL(publicUrl).host || req.query.again !== undefined) return next();
    const url = new URL(req.originalUrl, publicUrl);
    url.searchParams.set('again', '1');
    res.redirect(new URL(url.pathname + url.search, publicUrl).href);
  };

async function signOut(req: Request, res: Response, { means, publicUrl }: ApiOptions): Promise<void> {
  mustBeOurs(req, publicUrl);
  const id = cookieNamed(req.headers.cookie, SESSION_COOKIE);
  if (id) await endSession(means.db, sessionHash(id));
  res.clearCookie(SESSION_COOKIE, cookieOptions(publicUrl, '/'));
  res.status(204).end();
}

const failed =
  ({ log }: ApiOptions) =>
  (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) return next(error);
    const requestId = requestIdOf(res);
    if (error instanceof HttpProblem || req.method !== 'GET') {
      const problem = problemOf(error, requestId);
      if (problem.status >= 500) log.error({ err: error, requestId }, 'signing out failed');
      return void res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
    }
    if (isUnavailable(error)) res.set('retry-after', '5');
    log.error({ requestId, ...(error instanceof IssuerFailed ? causeOf(error.cause) : { err: error }) }, 'sign-in failed');
    showStop(res, stopOf(error), requestId);
  };

const stopOf = (error: unknown): Stop => (error instanceof IssuerFailed ? issuerFailed : isUnavailable(error) ? databaseAway : failedHere);

/** What may be said of an issuer's failure: never its whole answer, which could hold a token. Slack's own word is in `error`. */
function causeOf(error: unknown): Record<string, unknown> {
  const { code, message, error: word, cause } = error as { code?: unknown; message?: unknown; error?: unknown; cause?: unknown };
  const body = (cause as { body?: { error?: unknown } } | null)?.body;
  const inner = cause instanceof Error ? cause.message : undefined;
  return { code, reason: message, slackError: word ?? body?.error, inner };
}
