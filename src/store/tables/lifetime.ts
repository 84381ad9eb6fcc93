/** How long a secret lets anybody in. */
export interface Lifetime {
  /** Null: until it is revoked. */
  expiresAt: Date | null;
  revokedAt: Date | null;
}

/** Whether it lets anybody in at this moment. */
export const isLive = ({ revokedAt, expiresAt }: Lifetime, at: Date): boolean => revokedAt === null && !hasExpired({ expiresAt }, at);

/** One from before tokens had an end has none: `undefined` is later than nothing. */
export const hasExpired = ({ expiresAt }: Pick<Lifetime, 'expiresAt'>, at: Date): boolean => expiresAt !== null && expiresAt <= at;
