/** The token of an Authorization header (RFC 6750 §2.1). @returns undefined where it has none, or another scheme */
export function bearerToken(header: string | undefined): string | undefined {
  const [scheme, token, ...more] = (header ?? '').trim().split(/ +/);
  return scheme?.toLowerCase() === 'bearer' && more.length === 0 ? token : undefined;
}
