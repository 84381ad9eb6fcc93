import type { CookieOptions } from 'express';

export const SESSION_COOKIE = 'rollcall_session';
export const SESSION_MS = 7 * 24 * 3600 * 1000;

/** The value of a cookie in a `Cookie` header (RFC 6265 §4.2.1). @returns null if it isn't there */
export function cookieNamed(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

/** How our cookies are set: out of reach of scripts, and of requests that other sites make in the background. */
export const cookieOptions = (publicUrl: string, path: string): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: publicUrl.startsWith('https:'),
  path,
});
