import { z } from 'zod';

/** An error of the token endpoint (RFC 6749 §5.2). The description is ASCII without quotes, as its grammar has it. */
export class OAuthError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, description: string) {
    super(description);
    this.name = 'OAuthError';
    this.status = status;
    this.code = code;
  }
}

export const invalidClient = (): OAuthError =>
  new OAuthError(401, 'invalid_client', 'The client is not known, has expired or been revoked, or its secret is wrong.');
const invalidRequest = (description: string): OAuthError => new OAuthError(400, 'invalid_request', description);

export interface ClientCredentials {
  clientId: string;
  secret: string;
}

/** A parameter that comes twice is a list here, and so refused (RFC 6749 §3.2). */
const form = z.object({
  grant_type: z.string().min(1),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});

/**
 * Reads a request for an access token by client credentials (RFC 6749 §4.4.2), the client shown by `client_secret_basic` or `client_secret_post`
 * (§2.3.1). A scope is taken and not looked at (§3.3): there is one, which the answer names.
 * @param body the form's parameters; undefined where the body is no form
 * @throws OAuthError invalid_request, invalid_client
 */
export function readTokenRequest(authorization: string | undefined, body: unknown): ClientCredentials & { grantType: string } {
  const parsed = form.safeParse(body);
  if (!parsed.success) throw invalidRequest('Send grant_type and the client credentials as application/x-www-form-urlencoded, each once.');
  const { grant_type: grantType, client_id: clientId, client_secret: secret } = parsed.data;
  if (authorization !== undefined) {
    const basic = basicCredentials(authorization);
    if (secret !== undefined) throw invalidRequest('Show the client in one way only: in the header or in the body.');
    if (clientId !== undefined && clientId !== basic.clientId) throw invalidRequest('The body names another client than the header.');
    return { grantType, ...basic };
  }
  if (!clientId || !secret) throw invalidClient();
  return { grantType, clientId, secret };
}

/** RFC 7617 §2, with both parts form-encoded first (RFC 6749 §2.3.1). @throws OAuthError */
function basicCredentials(authorization: string): ClientCredentials {
  const [scheme = '', encoded = '', ...more] = authorization.trim().split(/ +/);
  const [, id, secret] = /^([^:]+):(.+)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  if (scheme.toLowerCase() !== 'basic' || more.length > 0 || !id || !secret) throw invalidClient();
  return { clientId: formDecoded(id), secret: formDecoded(secret) };
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidClient();
  }
}
