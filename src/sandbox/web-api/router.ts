/** `/api/<method>`: who calls, may they, then the method; every refusal in Slack's form. */
import express, { type Request, type Response, type Router } from 'express';
import type { Faults } from '../faults.ts';
import { SlackError } from '../slack-error.ts';
import type { App } from '../workspace/model.ts';
import { WorkspaceError } from '../workspace/transition.ts';
import { text } from './arguments.ts';
import { type Call, type Method, requireScope } from './method.ts';
import type { RateLimit } from './rate-limit.ts';
import { methods } from './table.ts';

export type CallServices = Omit<Call, 'args' | 'scopes' | 'token' | 'origin' | 'authorization'>;

export interface WebApiOptions {
  /** What the calls of each company's token work with; the first one's those without a token. */
  readonly companies: () => readonly CallServices[];
  readonly faults: Faults;
  readonly rateLimit: RateLimit;
  readonly origin: () => string;
}

const bodyLimit = '1mb';

/** The router, to be mounted at `/api`. */
export function webApiRouter(options: WebApiOptions): Router {
  const router = express.Router();
  router.use(express.text({ type: () => true, limit: bodyLimit }));
  router.all('/:method', (req, res) => answer(options, req, res));
  return router;
}

async function answer(options: WebApiOptions, req: Request, res: Response): Promise<void> {
  const name = String(req.params['method']);
  if (await meetFault(options.faults, name, req, res)) return;
  try {
    const method = methods.get(name);
    if (method === undefined) throw new SlackError('unknown_method', { req_method: name });
    const waitSeconds = options.rateLimit(name, method.tier);
    if (waitSeconds > 0) return rateLimited(res, waitSeconds);
    const call = admit(options, method, req, res);
    res.json({ ok: true, ...(await method.handler(call)) });
  } catch (error) {
    refuse(res, error);
  }
}

/** Whoever calls: the token's kind and state, then its scopes (docs.slack.dev/authentication/tokens). */
function admit(options: WebApiOptions, method: Method, req: Request, res: Response): Call {
  const args = argumentsOf(req, method);
  const token = tokenOf(req, args);
  const services = companyOf(options.companies(), method, token, args);
  const scopes = grantedTo(services, method, token);
  if (method.token === 'bot') {
    res.set('x-oauth-scopes', scopes.join(','));
    if (method.scopes.length > 0) res.set('x-accepted-oauth-scopes', method.scopes.join(','));
  }
  requireScope(scopes, method.scopes);
  return { ...services, args, token, scopes, origin: options.origin(), authorization: req.headers.authorization };
}

/** Whose token it is; of a call without one, whose code it brings, else the first company. */
function companyOf(
  companies: readonly CallServices[],
  method: Method,
  token: string | null,
  args: Readonly<Record<string, unknown>>,
): CallServices {
  const [first] = companies;
  if (first === undefined) throw new SlackError('internal_error');
  const user = method.token === 'none' ? first.signIns.granteeOf(text(args, 'code')) : token === null ? null : first.signIns.userOf(token);
  if (user !== null) return companies.find(({ store }) => Object.hasOwn(store.get().people, user)) ?? first;
  return companies.find(({ store }) => token !== null && bearsToken(store.get().app, token)) ?? first;
}

const bearsToken = (app: App, token: string): boolean => app.botToken === token || app.olderToken?.token === token;

function grantedTo(services: CallServices, method: Method, token: string | null): readonly string[] {
  const { app } = services.store.get();
  if (method.token === 'none') return [];
  if (token === null) throw new SlackError('not_authed');
  if (method.token === 'app') {
    if (token !== app.appToken) throw new SlackError(token.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type');
    return ['connections:write'];
  }
  const signedIn = services.signIns.userOf(token);
  if (signedIn !== null) return ['openid', 'email', 'profile'];
  if (!bearsToken(app, token)) throw new SlackError('invalid_auth');
  if (!app.installed) throw new SlackError('account_inactive');
  if (app.tokenRevoked) throw new SlackError('token_revoked');
  if (isOver(app, token, services.now())) throw new SlackError('token_expired');
  if (method.token === 'user') throw new SlackError('not_allowed_token_type');
  return app.scopes;
}

function isOver(app: App, token: string, now: number): boolean {
  const end = app.botToken === token ? app.tokenExpiresAt : (app.olderToken?.expiresAt ?? 0);
  return end !== null && end <= now;
}

function tokenOf(req: Request, args: Readonly<Record<string, unknown>>): string | null {
  const bearer = /^Bearer\s+(.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  const inBody = args['token'];
  return bearer ?? (typeof inBody === 'string' && inBody !== '' ? inBody : null);
}

/** Query and body together. A JSON body is read only where the method takes one; a form always. */
function argumentsOf(req: Request, method: Method): Readonly<Record<string, unknown>> {
  const query = Object.fromEntries(new URLSearchParams(req.originalUrl.split('?', 2)[1] ?? ''));
  const raw: unknown = req.body;
  if (typeof raw !== 'string' || raw === '') return query;
  if (req.is('application/x-www-form-urlencoded')) return { ...query, ...Object.fromEntries(new URLSearchParams(raw)) };
  if (!req.is('application/json')) throw new SlackError('invalid_form_data');
  return method.json ? { ...query, ...jsonObject(raw) } : query;
}

function jsonObject(raw: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(raw);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    throw new SlackError('invalid_json');
  }
  throw new SlackError('json_not_object');
}

/** Out: whether the fault has answered for us. */
async function meetFault(faults: Faults, name: string, req: Request, res: Response): Promise<boolean> {
  if (faults.isOut()) {
    res.status(503).type('text/plain').send('');
    return true;
  }
  const fault = faults.take(name);
  if (fault === undefined) return false;
  if (fault.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  if (fault.drop === true) {
    req.socket.destroy();
    return true;
  }
  if (fault.error !== undefined) {
    res.json({ ok: false, error: fault.error });
    return true;
  }
  if (fault.status === undefined) return false;
  if (fault.status === 429) rateLimited(res, fault.retryAfter ?? 1);
  else res.status(fault.status).type('text/plain').send('');
  return true;
}

function rateLimited(res: Response, seconds: number): void {
  res.status(429).set('retry-after', String(seconds)).json({ ok: false, error: 'ratelimited' });
}

/** A refusal is HTTP 200 with its word; anything unforeseen is Slack's `internal_error` without its inside. */
function refuse(res: Response, error: unknown): void {
  if (error instanceof SlackError) res.json({ ok: false, error: error.code, ...error.details });
  else if (error instanceof WorkspaceError) res.json({ ok: false, error: error.code });
  else {
    console.error('sandbox: a Web API method failed', error);
    res.status(500).json({ ok: false, error: 'internal_error' });
  }
}
