import { timingSafeEqual } from 'node:crypto';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import type { Means } from '../provisioning/means.ts';
import { hashOf, newSecret } from '../provisioning/secrets.ts';
import { DatabaseUnavailable } from '../store/connection.ts';
import { tokenById } from '../store/reads/scim.ts';
import { keepAccessToken } from '../store/scim-access-tokens.ts';
import { noteTokenUse } from '../store/token-uses.ts';
import { isUnavailable } from '../store/unavailable.ts';
import type { Access } from './access.ts';
import { type Caller, callerOf, NotSignedIn, strangerOf } from './caller.ts';
import { type ClientCredentials, invalidClient, OAuthError, readTokenRequest } from './oauth-request.ts';
import { recordRequests } from './record-requests.ts';
import { beginRequest } from './requests.ts';
import type { ScimOptions } from './router.ts';
import { traceCaller, traceOf } from './trace.ts';

const LIVES_MS = 3_600_000;
/** A client needs one an hour. */
const MOST_A_SECOND = 2;

/** The token endpoint of RFC 6749 §3.2 with the one grant of §4.4: an OAuth client's id and secret for an access token of an hour. */
export function createOAuthRouter({ means, log }: ScimOptions, access: Access): Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: '16kb' });
  router.use(beginRequest(means.newId), recordRequests({ queue: access.queue, now: means.now, log }));
  router
    .route('/token')
    .post(form, issueToken(means, access, log))
    .all((_req, res) => {
      res.setHeader('Allow', 'POST');
      throw new OAuthError(405, 'invalid_request', 'Only POST can be done here.');
    });
  router.use(() => {
    throw new OAuthError(404, 'invalid_request', 'There is only /token here.');
  });
  router.use(answerErrors(log));
  return router;
}

function issueToken(means: Means, { take }: Access, log: Logger): RequestHandler {
  return async (req, res) => {
    const { grantType, ...credentials } = readTokenRequest(req.get('authorization'), req.body);
    const client = await authenticateClient(means, credentials);
    traceCaller(res, client);
    checkClient(req, res, client, take);
    if (grantType !== 'client_credentials') throw new OAuthError(400, 'unsupported_grant_type', 'Only client_credentials is supported.');
    const now = means.now();
    const end = Math.min(now.getTime() + LIVES_MS, client.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY);
    const token = newSecret(means, 'access');
    const { organizationId: org, token: row } = client;
    await keepAccessToken(means.db, hashOf(token), { org, clientId: row.id, expiresAt: new Date(end) });
    noteTokenUse(means.db, org, row.id, now).catch((error: unknown) =>
      log.warn({ reason: String(error) }, 'the use of a client was not noted'),
    );
    send(res, 200, { access_token: token, token_type: 'Bearer', expires_in: Math.floor((end - now.getTime()) / 1000), scope: 'scim' });
  };
}

/** Finds the client by its public id, and compares what is kept of its secret in constant time. @throws NotSignedIn, DatabaseUnavailable */
async function authenticateClient({ db, now }: Means, { clientId, secret }: ClientCredentials): Promise<Caller> {
  if (!db.ready()) throw new DatabaseUnavailable();
  const found = await tokenById(db, clientId);
  if (found?.token.kind !== 'oauth_client') throw new NotSignedIn(invalidClient().message, strangerOf(secret));
  const { organizationId, token } = found;
  if (!timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(token.hash)))
    throw new NotSignedIn('The secret of the client is wrong.', { organizationId, tokenId: token.id, tokenPrefix: token.prefix });
  return callerOf(db, found, token.expiresAt, now());
}

/** From where a client may come, and how often. @throws OAuthError */
function checkClient(req: Request, res: Response, { access, token }: Caller, take: Access['take']): void {
  const trace = traceOf(res);
  const outside = !access.allows(req.ip);
  if (trace) trace.outside = outside;
  if (outside && access.enforced) throw new OAuthError(403, 'unauthorized_client', 'Requests from this address are not allowed.');
  const wait = take(`token endpoint ${token.id}`, MOST_A_SECOND);
  if (wait === 0) return;
  res.setHeader('Retry-After', String(wait));
  throw new OAuthError(429, 'temporarily_unavailable', 'Too many access tokens were asked for: one is good for an hour.');
}

function answerErrors(log: Logger): ErrorRequestHandler {
  return (error, _req, res, _next) => {
    const trace = traceOf(res);
    if (trace && error instanceof NotSignedIn) Object.assign(trace, error.attempt, { stranger: true, detail: error.detail });
    const known = toOAuthError(error);
    if (trace)
      Object.assign(trace, {
        stranger: trace.stranger || known?.status === 401,
        scimType: known?.code,
        detail: trace.detail ?? known?.message,
      });
    if (!known) log.error({ err: error }, 'the token endpoint failed');
    const { status, code, message } = known ?? new OAuthError(500, 'server_error', 'Something went wrong here.');
    if (status === 401) res.setHeader('WWW-Authenticate', 'Basic realm="SCIM"');
    if (status === 503) res.setHeader('Retry-After', '5');
    send(res, status, { error: code, error_description: message });
  };
}

/** @returns undefined for what nobody foresaw: its text stays inside */
function toOAuthError(error: unknown): OAuthError | undefined {
  if (error instanceof OAuthError) return error;
  if (error instanceof NotSignedIn) return invalidClient();
  if (isUnavailable(error)) return new OAuthError(503, 'temporarily_unavailable', 'The database cannot be reached now.');
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? new OAuthError(status, 'invalid_request', 'The body is malformed or too large.') : undefined;
}

/** RFC 6749 §5.1: what has a token in it is kept by nobody. */
function send(res: Response, status: number, body: Record<string, string | number>): void {
  res.status(status).set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' }).json(body);
}
