/** The browser's half of sign-in with Slack: discovery, keys, and the page where one chooses who one is. */
import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import type { WorkspaceStore } from '../workspace/store.ts';
import { backTo, readAuthorization } from './authorize.ts';
import type { SigningKey } from './keys.ts';
import { choosePage, htmlPage, refusedPage } from './page.ts';
import type { SignIns } from './sign-ins.ts';

export interface OidcOptions {
  /** Every company here: one signs in as a member of any. */
  readonly workspaces: () => readonly WorkspaceStore[];
  readonly clientId: () => string;
  readonly signIns: SignIns;
  readonly key: SigningKey;
  readonly now: () => number;
  readonly origin: () => string;
  /** Origins that a code may be sent to, besides loopback. */
  readonly productOrigins: () => readonly string[];
}

/** The router, to be mounted at the root. */
export function oidcRouter(options: OidcOptions): Router {
  const router = express.Router();
  router.get('/.well-known/openid-configuration', (_req, res) => void res.json(discovery(options.origin())));
  router.get('/openid/connect/keys', (_req, res) => void res.json({ keys: [options.key.publicJwk] }));
  router.get('/openid/connect/authorize', (req, res) => {
    const read = readAuthorization(req.query, rulesOf(options));
    if ('error' in read) return htmlPage(res, 400, refusedPage(read.error));
    htmlPage(
      res,
      200,
      choosePage(
        options.workspaces().map((store) => store.get()),
        read.request,
      ),
    );
  });
  router.post('/openid/connect/authorize', express.urlencoded({ extended: false }), (req, res) => choose(options, req.body, res));
  return router;
}

const chosenSchema = z.looseObject({ user: z.string() });

function choose(options: OidcOptions, body: unknown, res: Response): void {
  const read = readAuthorization(body, rulesOf(options));
  const chosen = chosenSchema.safeParse(body);
  if ('error' in read) return htmlPage(res, 400, refusedPage(read.error));
  const people = options.workspaces().map((store) => store.get().people);
  const user = chosen.success ? chosen.data.user : '';
  const person = people.find((all) => Object.hasOwn(all, user))?.[user];
  if (person === undefined || person.deleted || person.kind !== 'human') return htmlPage(res, 400, refusedPage('account_inactive'));
  const code = options.signIns.issue({ ...read.request, user: person.id, at: options.now() });
  res.redirect(302, backTo(read.request, { code }));
}

const rulesOf = (options: OidcOptions): { clientId: string; origins: readonly string[] } => ({
  clientId: options.clientId(),
  origins: options.productOrigins(),
});

/** The same document as https://slack.com/.well-known/openid-configuration, with our own addresses. */
const discovery = (origin: string): Record<string, unknown> => ({
  issuer: origin,
  authorization_endpoint: `${origin}/openid/connect/authorize`,
  token_endpoint: `${origin}/api/openid.connect.token`,
  userinfo_endpoint: `${origin}/api/openid.connect.userInfo`,
  jwks_uri: `${origin}/openid/connect/keys`,
  scopes_supported: ['openid', 'profile', 'email'],
  response_types_supported: ['code'],
  response_modes_supported: ['form_post'],
  grant_types_supported: ['authorization_code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  claims_supported: ['sub', 'auth_time', 'iss'],
  claims_parameter_supported: false,
  request_parameter_supported: false,
  request_uri_parameter_supported: true,
  token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
});
