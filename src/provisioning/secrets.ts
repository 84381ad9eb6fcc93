import { createHash } from 'node:crypto';
import type { Means } from './means.ts';

/** How each secret begins, so that people, and scanners for leaked ones, know it at sight. */
export const SECRET_PREFIXES = {
  bearer: 'rollcall_scim_',
  oauth_client: 'rollcall_secret_',
  access: 'rollcall_access_',
  api_key: 'rollcall_key_',
} as const;
const SHOWN = 4;

/** What is kept of a secret of 256 random bits: nobody can make the secret of it, so it needs no salt and no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A new secret of 256 random bits. */
export const newSecret = ({ randomBytes }: Pick<Means, 'randomBytes'>, kind: keyof typeof SECRET_PREFIXES): string =>
  SECRET_PREFIXES[kind] + randomBytes(32).toString('base64url');

/** How a secret of ours begins. @returns null for what isn't one: it may be somebody's password */
export function prefixOf(secret: string): string | null {
  const prefix = Object.values(SECRET_PREFIXES).find((known) => secret.startsWith(known));
  return prefix === undefined ? null : secret.slice(0, prefix.length + SHOWN);
}
