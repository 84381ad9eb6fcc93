import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export const STATE_COOKIE = 'rollcall_sign_in';
export const STATE_MS = 10 * 60 * 1000;

const pending = z.object({
  state: z.string(),
  nonce: z.string(),
  /** RFC 7636, where the issuer offers it. */
  verifier: z.string().nullable(),
  /** Where to go once signed in: an address of ours. */
  to: z.string(),
  expiresAt: z.number(),
});

/** A sign-in that was begun in this browser, and isn't finished. */
export type PendingSignIn = z.infer<typeof pending>;

/** A begun sign-in as a cookie that only we can have made. */
export function sealState(value: PendingSignIn, secret: string): string {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${body}.${macOf(body, secret)}`;
}

/** @returns null for one that isn't ours, or is over */
export function openState(cookie: string | null, secret: string, now: Date): PendingSignIn | null {
  const [body = '', mac = ''] = cookie?.split('.') ?? [];
  if (!same(mac, macOf(body, secret))) return null;
  const value = pending.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return value.expiresAt > now.getTime() ? value : null;
}

const macOf = (body: string, secret: string): string => createHmac('sha256', secret).update(`sign-in ${body}`).digest('base64url');

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** An address of ours to go to; anything else is the first page, so that nobody can be sent elsewhere by a link to us. */
export function ownAddress(to: unknown, publicUrl: string): string {
  if (typeof to !== 'string' || to.length > 2000 || !to.startsWith('/') || !URL.canParse(to, publicUrl)) return '/';
  const url = new URL(to, publicUrl);
  return url.origin === new URL(publicUrl).origin && !url.pathname.startsWith('/auth/') ? url.pathname + url.search : '/';
}
