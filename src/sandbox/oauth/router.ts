/** `/oauth/v2/authorize`: the page where somebody allows the app to be installed in their workspace, or in their whole Grid (docs.slack.dev/authentication/installing-with-oauth). */
import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { isAllowed } from '../oidc/authorize.ts';
import { htmlPage, refusedPage } from '../oidc/page.ts';
import type { WorkspaceStore } from '../workspace/store.ts';
import type { InstallCodes } from './codes.ts';
import { allowPage, type InstallRequest, mayInstall } from './page.ts';

export interface InstallRouterOptions {
  /** Every company here that the app can be installed in. */
  readonly workspaces: () => readonly WorkspaceStore[];
  readonly codes: InstallCodes;
  readonly now: () => number;
  /** Origins that a code may be sent to, besides loopback. */
  readonly productOrigins: () => readonly string[];
  /** What the app may ask for: its manifest's scopes. */
  readonly scopes: readonly string[];
}

const requestSchema = z.object({
  client_id: z.string().optional(),
  scope: z.string().default(''),
  redirect_uri: z.string().optional(),
  state: z.string().default(''),
});

/** The router, to be mounted at the root. */
export function installRouter(options: InstallRouterOptions): Router {
  const router = express.Router();
  router.get('/oauth/v2/authorize', (req, res) => {
    const read = readRequest(options, req.query);
    if ('error' in read) return htmlPage(res, 400, refusedPage(read.error));
    const states = options.workspaces().map((store) => store.get());
    htmlPage(res, 200, allowPage(states, read));
  });
  router.post('/oauth/v2/authorize', express.urlencoded({ extended: false }), (req, res) => decide(options, req.body, res));
  return router;
}

function readRequest({ workspaces, productOrigins, scopes }: InstallRouterOptions, input: unknown): InstallRequest | { error: string } {
  const read = requestSchema.safeParse(input);
  const app = workspaces()[0]?.get().app;
  if (!read.success || app === undefined) return { error: 'invalid_request' };
  const { client_id, redirect_uri, scope, state } = read.data;
  if (client_id !== app.clientId) return { error: 'invalid_client_id' };
  if (redirect_uri === undefined || !isAllowed(redirect_uri, productOrigins())) return { error: 'bad_redirect_uri' };
  const asked = scope.split(/[ ,]+/).filter((word) => word !== '');
  if (asked.length === 0) return { error: 'invalid_scope_requested' };
  if (!asked.every((word) => scopes.includes(word))) return { error: 'invalid_scope' };
  return { clientId: client_id, redirectUri: redirect_uri, scopes: asked, state, appName: app.name };
}

const decisionSchema = z.looseObject({ user: z.string().optional(), decision: z.enum(['allow', 'deny']) });

function decide(options: InstallRouterOptions, body: unknown, res: Response): void {
  const read = readRequest(options, body);
  const decision = decisionSchema.safeParse(body);
  if ('error' in read) return htmlPage(res, 400, refusedPage(read.error));
  if (!decision.success) return htmlPage(res, 400, refusedPage('invalid_request'));
  if (decision.data.decision === 'deny') return res.redirect(302, backTo(read, { error: 'access_denied' }));
  const { user } = decision.data;
  const store = options.workspaces().find((one) => user !== undefined && Object.hasOwn(one.get().people, user));
  const person = user === undefined ? undefined : store?.get().people[user];
  if (store === undefined || person === undefined || !mayInstall(store.get(), person))
    return htmlPage(res, 400, refusedPage('user_cannot_install'));
  const { clientId, redirectUri, scopes } = read;
  const code = options.codes.issue({ store, user: person.id, clientId, redirectUri, scopes, at: options.now() });
  res.redirect(302, backTo(read, { code }));
}

function backTo(request: InstallRequest, answer: Readonly<Record<string, string>>): string {
  const url = new URL(request.redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  url.searchParams.set('state', request.state);
  return url.href;
}
