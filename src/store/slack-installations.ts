import type { Database } from './connection.ts';
import type { Keyring } from './keyring.ts';
import { type Lease, takeLease } from './lease.ts';

/** `uninstalled`: somebody removed the app. `revoked`: Slack no longer takes the token. */
export type InstallationState = 'installed' | 'uninstalled' | 'revoked';

/** The app in one workspace, or in a whole Enterprise Grid, as the database keeps it. */
export interface InstallationRecord {
  /** The workspace's id (`T…`); the Grid's (`E…`) where it is installed in the whole of it. */
  id: string;
  org: string;
  teamId: string | null;
  enterpriseId: string | null;
  isEnterpriseInstall: boolean;
  /** Of a Grid: the workspaces that the app was added to. */
  teamIds: string[];
  name: string;
  botId: string;
  botUserId: string;
  /** `environment`: SLACK_BOT_TOKEN, which isn't kept here. */
  source: 'oauth' | 'environment';
  installedBy: string | null;
  installedAt: Date;
  state: InstallationState;
  stoppedAt: Date | null;
  updatedAt: Date;
}

/** Tokens, as Slack gave them. Those that are rotated have a refresh token and an end. */
export interface BotTokens {
  token: string;
  refreshToken: string | null;
  expiresAt: Date | null;
}

interface Stored extends Omit<InstallationRecord, 'id'> {
  _id: string;
  token: string | null;
  refreshToken: string | null;
  expiresAt: Date | null;
  /** Moves with each new token: who refreshes one says which. */
  version: number;
  /** Which process refreshes it. */
  lease?: Lease | null;
}

/** A record with its tokens unsealed. */
export interface KeptInstallation extends InstallationRecord {
  tokens: BotTokens | null;
  version: number;
}

const collection = (db: Database) => db.collection<Stored>('slackInstallations');

const sealed = (keyring: Keyring, id: string, tokens: BotTokens | null): Pick<Stored, 'token' | 'refreshToken' | 'expiresAt'> => ({
  token: tokens && keyring.seal(tokens.token, tokenPlace(id)),
  refreshToken: tokens?.refreshToken ? keyring.seal(tokens.refreshToken, refreshPlace(id)) : null,
  expiresAt: tokens?.expiresAt ?? null,
});

const tokenPlace = (id: string): string => `slack installation ${id} token`;
const refreshPlace = (id: string): string => `slack installation ${id} refresh token`;

function kept(keyring: Keyring, { _id: id, token, refreshToken, expiresAt, lease, ...rest }: Stored): KeptInstallation {
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
  await collection(db).updateOne({ _id: id }, { $set: change, $inc: { version: 1 }, $unset: { lease: '' } }, { upsert: true });
}

/**
 * One by its own id: it is what says whose organization a request of Slack's is for, so this query can't start with the organization.
 * @throws CannotUnseal where the key of its tokens is gone
 */
export async function readInstallation(db: Database, keyring: Keyring, id: string): Promise<KeptInstallation | null> {
  const found = await collection(db).findOne({ _id: id });
  return found && kept(keyring, found);
}

/** What changed since: how one process learns what another one did. Oldest first. A token that can't be read comes as none. */
export async function installationsChangedSince(
  db: Database,
  keyring: Keyring,
  since: Date,
  onTrouble: (id: string, error: unknown) => void,
): Promise<KeptInstallation[]> {
  const found = await collection(db)
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

/** An organization's installations without their tokens: what its admins and the operator are told. */
export async function installationsOf(db: Database, org: string): Promise<InstallationRecord[]> {
  const found = await collection(db)
    .find({ org }, { projection: { token: 0, refreshToken: 0 } })
    .sort({ _id: 1 })
    .toArray();
  return found.map(({ _id, token, refreshToken, expiresAt, version, lease, ...rest }) => ({ id: _id, ...rest }));
}

/** How an organization's Slack side stands. */
export interface SlackSide {
  state: InstallationState;
  stoppedAt: Date | null;
}

/** @returns null where nothing was ever installed; one installation that works is enough, else the one that stopped last counts */
export async function slackSideOf(db: Database, org: string): Promise<SlackSide | null> {
  const all = await installationsOf(db, org);
  const stopped = all.toSorted((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
  const [counts] = [...all.filter(({ state }) => state === 'installed'), ...stopped];
  return counts ? { state: counts.state, stoppedAt: counts.stoppedAt } : null;
}

/** Why a Slack side has stopped, in words; null where it works. */
export const stoppedInWords = (side: SlackSide | null): string | null =>
  side === null || side.state === 'installed'
    ? null
    : side.state === 'uninstalled'
      ? 'the app was removed from the workspace'
      : 'Slack no longer takes the app’s token';

/** Every installation that has stopped, for the operator. */
export async function stoppedInstallations(db: Database): Promise<Pick<InstallationRecord, 'name' | 'state' | 'stoppedAt' | 'source'>[]> {
  const found = collection(db).find({ state: { $ne: 'installed' } }, { projection: { name: 1, state: 1, stoppedAt: 1, source: 1 } });
  return found.limit(1000).toArray();
}

/**
 * Stops an installation. One that was uninstalled keeps no token; the revoked one's may be good again. Slack tells of both at the same
 * moment when the app is removed, in any order: that stays uninstalled.
 */
export async function stopInstallation(
  db: Database,
  { id, org }: Pick<InstallationRecord, 'id' | 'org'>,
  state: 'uninstalled' | 'revoked',
  at: Date,
): Promise<void> {
  const tokens = state === 'uninstalled' ? { token: null, refreshToken: null, expiresAt: null } : {};
  const change = { state, stoppedAt: at, updatedAt: at, ...tokens };
  const which = { _id: id, org, ...(state === 'revoked' ? { state: { $ne: 'uninstalled' as const } } : {}) };
  await collection(db).updateOne(which, { $set: change, $inc: { version: 1 } });
}

/**
 * There is one SLACK_BOT_TOKEN: where it is another workspace's now, or none's, what was connected by it is so no more.
 * @param except the workspace whose token it is; null where Slack refuses it
 * @returns whether any workspace was ever connected by it
 */
export async function stopFormerTokens(db: Database, except: string | null, at: Date): Promise<boolean> {
  const former = { source: 'environment' as const, ...(except ? { _id: { $ne: except } } : {}) };
  const change = { $set: { state: 'revoked' as const, stoppedAt: at, updatedAt: at } };
  await collection(db).updateMany({ ...former, state: 'installed' }, change);
  return (await collection(db).findOne(former, { projection: { _id: 1 } })) !== null;
}

/** One whose token works after all. */
export async function resumeInstallation(db: Database, { id, org }: Pick<InstallationRecord, 'id' | 'org'>, at: Date): Promise<void> {
  const change = { state: 'installed' as const, stoppedAt: null, updatedAt: at };
  await collection(db).updateOne({ _id: id, org }, { $set: change });
}

/** The workspaces of a Grid that the app was added to. */
export async function saveTeams(
  db: Database,
  { id, org }: Pick<InstallationRecord, 'id' | 'org'>,
  teamIds: string[],
  at: Date,
): Promise<void> {
  await collection(db).updateOne({ _id: id, org }, { $set: { teamIds, updatedAt: at } });
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
): Promise<boolean> => (await takeLease(collection(db), { _id: id, org, version }, lease, now)) !== null;

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
  const { matchedCount } = await collection(db).updateOne({ _id: id, org, version }, change);
  return matchedCount === 1;
}

/** Seals every token with the newest key, so that the older ones can be forgotten. @returns how many were sealed anew */
export async function resealInstallations(db: Database, keyring: Keyring): Promise<number> {
  let resealed = 0;
  for await (const stored of collection(db).find({ token: { $type: 'string' } })) {
    if (keyring.isNewest(stored.token ?? '')) continue;
    const { id, version, tokens } = kept(keyring, stored);
    const { matchedCount } = await collection(db).updateOne({ _id: id, version }, { $set: sealed(keyring, id, tokens) });
    resealed += matchedCount;
  }
  return resealed;
}
