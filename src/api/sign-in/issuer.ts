import * as openid from 'openid-client';
import type { SlackClient } from '../services.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const SECONDS = 10;

/**
 * The issuer, as its discovery document describes it (OpenID Connect Discovery 1.0 §4). It is read once; a failure is tried again by
 * whoever asks next. An issuer on loopback may be plain http.
 */
export function issuerOf({ issuer, clientId, clientSecret }: SlackClient): () => Promise<openid.Configuration> {
  const server = new URL(issuer);
  const insecure = server.protocol === 'http:' && LOOPBACK.has(server.hostname);
  let found: Promise<openid.Configuration> | null = null;
  const discover = () =>
    openid.discovery(server, clientId, undefined, openid.ClientSecretPost(clientSecret), {
      timeout: SECONDS,
      ...(insecure ? { execute: [openid.allowInsecureRequests] } : {}),
    });
  return () => {
    found ??= discover().catch((error: unknown) => {
      found = null;
      throw error;
    });
    return found;
  };
}
