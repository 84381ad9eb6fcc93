import { z } from 'zod';
import { openCookie, sealCookie } from '../../cookies.ts';

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
export const sealState = (value: PendingSignIn, secret: string): string => sealCookie(value, 'sign-in', secret);

/** @returns null for one that isn't ours, or is over */
export function openState(cookie: string | null, secret: string, now: Date): PendingSignIn | null {
  const value = pending.safeParse(openCookie(cookie, 'sign-in', secret));
  return value.success && value.data.expiresAt > now.getTime() ? value.data : null;
}

/** An address of ours to go to; anything else is the first page, so that nobody can be sent elsewhere by a link to us. */
export function ownAddress(to: unknown, publicUrl: string): string {
  if (typeof to !== 'string' || to.length > 2000 || !to.startsWith('/') || !URL.canParse(to, publicUrl)) return '/';
  const url = new URL(to, publicUrl);
  return url.origin === new URL(publicUrl).origin && !url.pathname.startsWith('/auth/') ? url.pathname + url.search : '/';
}
