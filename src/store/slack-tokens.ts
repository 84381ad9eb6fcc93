import type { Database } from './connection.ts';
import type { Keyring } from './keyring.ts';
import { type Lease, takeLease } from './lease.ts';
import { type InstallationRecord, installationRows, type StoredInstallation } from './slack-installations.ts';

/** Tokens, as Slack gave them. Those that are rotated have a refresh token and an end. */
export interface BotTokens {
  token: string;
  refreshToken: string | null;
  expiresAt: Date | null;
}

/** A record with its tokens unsealed. */
export interface KeptInstallation extends InstallationRecord {
  tokens: BotTokens | null;
  version: number;
}

const sealed = (
  keyring: Keyring,
  id: string,
  tokens: BotTokens | null,
): Pick<StoredInstallation, 'token' | 'refreshToken' | 'expiresAt'> => ({
  token: tokens && keyring.seal(tokens.token, tokenPlace(id)),
  refreshToken: tokens?.refreshToken ? keyring.seal(tokens.refreshToken, refreshPlace(id)) : null,
  expiresAt: tokens?.expiresAt ?? null,
});

const tokenPlace = (id: string): string => `slack installation ${id} token`;
const refreshPlace = (id: string): string => `slack installation ${id} refresh token`;

function kept(keyring: Keyring, { _id: id, token, refreshToken, expiresAt, lease, ...rest }: StoredInstallation): KeptInstallation {
  const tokens = token && {
    token: keyring.unseal(token, tokenPlace(id)),
    refreshToken: refreshToken && keyring.unseal(refreshToken, refreshPlace(id)),
    expiresAt,
  };
  return { id, ...rest, tokens: tokens || null };
}

/** Keeps an installation: a new one, or one that is made again, whose tokens take the place of the old ones. */
export async function saveInstallation(
  db: Database,
  keyring: Keyring,
  { id, ...record }: InstallationRecord,
  tokens: BotTokens | null,
): Promise<void> {
  const change = { ...record, ...sealed(keyring, id, tokens) };
  await installationRows(db).updateOne({ _id: id }, { $set: change, $inc: { version: 1 }, $unset: { lease: '' } }, { upsert: true });
}

/**
 * One by its own id: it is what says whose organization a request of Slack's is for, so this query can't start with the organization.
 * @throws CannotUnseal where the key of its tokens is gone
 */
export async function readInstallation(db: Database, keyring: Keyring, id: string): Promise<KeptInstallation | null> {
  const found = await installationRows(db).findOne({ _id: id });
  return found && kept(keyring, found);
}

/** What changed since: how one process learns what another one did. Oldest first. A token that can't be read comes as none. */
export async function installationsChangedSince(
  db: Database,
  keyring: Keyring,
  since: Date,
  onTrouble: (id: string, error: unknown) => void,
): Promise<KeptInstallation[]> {
  const found = await installationRows(db)
    .find({ updatedAt: { $gte: since } })
    .sort({ updatedAt: 1 })
    .toArray();
  return found.map((stored) => {
    try {
      return kept(keyring, stored);
    } catch (error) {
      onTrouble(stored._id, error);
      return kept(keyring, { ...stored, token: null });
    }
  });
}

/**
 * Takes the refreshing of a token to oneself: a refresh token is good once, so of all processes one alone may use it.
 * @returns false where another process has it, or had it already
 */
export const claimRefresh = async (
  db: Database,
  { id, org, version }: Pick<KeptInstallation, 'id' | 'org' | 'version'>,
  lease: Lease,
  now: Date,
): Promise<boolean> => (await takeLease(installationRows(db), { _id: id, org, version }, lease, now)) !== null;

/** Keeps refreshed tokens. @returns false where the installation was made again meanwhile, with tokens of its own */
export async function saveRefreshed(
  db: Database,
  keyring: Keyring,
  { id, org, version }: Pick<KeptInstallation, 'id' | 'org' | 'version'>,
  tokens: BotTokens,
  at: Date,
): Promise<boolean> {
  const change = {
    $set: { ...sealed(keyring, id, tokens), updatedAt: at },
    $inc: { version: 1 },
    $unset: { lease: '' as const },
  };
  const { matchedCount } = await installationRows(db).updateOne({ _id: id, org, version }, change);
  return matchedCount === 1;
}

/** Seals every token with the newest key, so that the older ones can be forgotten. @returns how many were sealed anew */
export async function resealInstallations(db: Database, keyring: Keyring): Promise<number> {
  let resealed = 0;
  for await (const stored of installationRows(db).find({ token: { $type: 'string' } })) {
    if (keyring.isNewest(stored.token ?? '')) continue;
    const { id, version, tokens } = kept(keyring, stored);
    const { matchedCount } = await installationRows(db).updateOne({ _id: id, version }, { $set: sealed(keyring, id, tokens) });
    resealed += matchedCount;
  }
  return resealed;
}
