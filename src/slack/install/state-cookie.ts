import { z } from 'zod';
import { openCookie, sealCookie } from '../../cookies.ts';

export const INSTALL_COOKIE = 'rollcall_slack_install';
export const INSTALL_MS = 10 * 60_000;

const begunSchema = z.object({ state: z.string(), expiresAt: z.number() });

/** An install that was begun in this browser, and isn't finished. */
export type Begun = z.infer<typeof begunSchema>;

/** A begun install as a cookie that only we can have made (RFC 6749 §10.12). @param secret SLACK_STATE_SECRET */
export const sealBegun = (begun: Begun, secret: string): string => sealCookie(begun, 'install', secret);

/** @returns null for one that isn't ours, or is over */
export function openBegun(cookie: string | null, secret: string, now: Date): Begun | null {
  const begun = begunSchema.safeParse(openCookie(cookie, 'install', secret));
  return begun.success && begun.data.expiresAt > now.getTime() ? begun.data : null;
}
