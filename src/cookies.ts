import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CookieOptions } from 'express';

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

/** A value as a cookie that only we can have made. @param purpose what it is for: one that was made for anything else is none */
export function sealCookie(value: object, purpose: string, secret: string): string {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${body}.${macOf(body, purpose, secret)}`;
}

/** @returns the value that was sealed; null for a cookie that isn't ours */
export function openCookie(cookie: string | null, purpose: string, secret: string): unknown {
  const [body = '', mac = ''] = cookie?.split('.') ?? [];
  return isSame(mac, macOf(body, purpose, secret)) ? JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) : null;
}

const macOf = (body: string, purpose: string, secret: string): string =>
  createHmac('sha256', secret).update(`${purpose} ${body}`).digest('base64url');

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
