/** What an authorization request must be before anybody is asked who they are (OpenID Connect Core 3.1.2.1; Slack's own words for what is wrong). */
import { z } from 'zod';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

const requestSchema = z.object({
  response_type: z.string().optional(),
  client_id: z.string().optional(),
  redirect_uri: z.string().optional(),
  scope: z.string().optional(),
  state: z.string().optional(),
  nonce: z.string().optional(),
});

export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly nonce: string | null;
}

export interface AuthorizeRules {
  readonly clientId: string;
  /** The product's own origins besides loopback; a code is sent nowhere else. */
  readonly origins: readonly string[];
}

export type Read = { readonly request: AuthorizationRequest } | { readonly error: string };

/** In: the query or form, and what is allowed. Out: the request, or Slack's error word to be shown on the page (never sent to an address that isn't allowed). */
export function readAuthorization(input: unknown, rules: AuthorizeRules): Read {
  const read = requestSchema.safeParse(input);
  if (!read.success) return { error: 'invalid_request' };
  const { response_type, client_id, redirect_uri, scope = '', state, nonce } = read.data;
  if (client_id !== rules.clientId) return { error: 'invalid_client_id' };
  if (redirect_uri === undefined || !isAllowed(redirect_uri, rules.origins)) return { error: 'bad_redirect_uri' };
  if (response_type !== 'code') return { error: 'unsupported_response_type' };
  const scopes = scope.split(/[ ,]+/).filter((word) => word !== '');
  const known = scopes.every((word) => ['openid', 'email', 'profile'].includes(word));
  if (!scopes.includes('openid') || !known) return { error: 'invalid_scope' };
  return { request: { clientId: client_id, redirectUri: redirect_uri, scopes, state: state ?? null, nonce: nonce ?? null } };
}

/** Whether a browser may be sent there with a code: loopback, or the product's own origins. */
export function isAllowed(uri: string, origins: readonly string[]): boolean {
  if (!URL.canParse(uri)) return false;
  const url = new URL(uri);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  return loopback.has(url.hostname) || origins.includes(url.origin);
}

/** Where the browser goes back to, with the answer. */
export function backTo(request: AuthorizationRequest, answer: Readonly<Record<string, string>>): string {
  const url = new URL(request.redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (request.state !== null) url.searchParams.set('state', request.state);
  return url.href;
}
