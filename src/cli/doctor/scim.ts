import { bad, type Finding, good } from './finding.ts';

const PATIENCE_MS = 5000;

/**
 * Whether the SCIM endpoint answers where the IdP is told that it is. Without a token 401 is its right answer; the discovery
 * endpoints may answer 200 (RFC 7644 section 4). Never rejects.
 */
export async function checkScim(publicUrl: string, fetched: typeof fetch): Promise<Finding> {
  const url = `${publicUrl}/scim/v2/ServiceProviderConfig`;
  try {
    const { status } = await fetched(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (status === 200 || status === 401) return good('SCIM endpoint', `answers at ${publicUrl}/scim/v2`);
    if (status === 503)
      return bad('SCIM endpoint', 'answers 503: it does not reach the database', 'Mend the database; the product recovers by itself');
    return bad('SCIM endpoint', `${url} answered ${status}`, 'Check PUBLIC_URL, and the proxy before the product');
  } catch {
    return bad('SCIM endpoint', `${url} does not answer`, 'Start the product with npm start, or check PUBLIC_URL');
  }
}
