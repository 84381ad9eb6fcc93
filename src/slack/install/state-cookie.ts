import { createHmac, timingSafeEqual } from 'node:crypto';

export const INSTALL_COOKIE = 'rollcall_slack_install';
export const INSTALL_MS = 10 * 60_000;

/** An install that was begun in this browser, and isn't finished. */
export interface Begun {
  state: string;
  expiresAt: number;
}

/** A begun install as a cookie that only we can have made (RFC 6749 §10.12). @param secret SLACK_STATE_SECRET */
export const sealBegun = ({ state, expiresAt }: Begun, secret: string): string => {
  const body = `${state}.${expiresAt}`;
  return `${body}.${macOf(body, secret)}`;
};

/** @returns null for one that isn't ours, or is over */
export function openBegun(cookie: string | null, secret: string, now: Date): Begun | null {
  const [state = '', expiresAt = '', mac = ''] = cookie?.split('.') ?? [];
  if (!same(mac, macOf(`${state}.${expiresAt}`, secret))) return null;
  return Number(expiresAt) > now.getTime() ? { state, expiresAt: Number(expiresAt) } : null;
}

const macOf = (body: string, secret: string): string => createHmac('sha256', secret).update(`install ${body}`).digest('base64url');

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The value of a cookie in a `Cookie` header (RFC 6265 §4.2.1). @returns null if it isn't there */
export function cookieNamed(header: string | undefined, name: string): string | null {
  const pair = (header ?? '').split(';').find((one) => one.trim().startsWith(`${name}=`));
  return pair ? pair.trim().slice(name.length + 1) : null;
}
