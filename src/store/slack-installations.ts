import type { Database } from './connection.ts';
import type { Lease } from './lease.ts';

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

/** As it is stored: its tokens are sealed, and for `slack-tokens.ts` alone. */
export interface StoredInstallation extends Omit<InstallationRecord, 'id'> {
  _id: string;
  token: string | null;
  refreshToken: string | null;
  expiresAt: Date | null;
  /** Moves with each new token: who refreshes one says which. */
  version: number;
  /** Which process refreshes it. */
  lease?: Lease | null;
}

export const installationRows = (db: Database) => db.collection<StoredInstallation>('slackInstallations');

/** An organization's installations without their tokens: what its admins and the operator are told. */
export async function installationsOf(db: Database, org: string): Promise<InstallationRecord[]> {
  const found = await installationRows(db)
    .find({ org }, { projection: { token: 0, refreshToken: 0 } })
    .sort({ _id: 1 })
    .toArray();
  return found.map(({ _id, token, refreshToken, expiresAt, version, lease, ...rest }) => ({ id: _id, ...rest }));
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
  await installationRows(db).updateOne(which, { $set: change, $inc: { version: 1 } });
}

/**
 * There is one SLACK_BOT_TOKEN: where it is another workspace's now, or none's, what was connected by it is so no more.
 * @param except the workspace whose token it is; null where Slack refuses it
 * @returns whether any workspace was ever connected by it
 */
export async function stopFormerTokens(db: Database, except: string | null, at: Date): Promise<boolean> {
  const former = { source: 'environment' as const, ...(except ? { _id: { $ne: except } } : {}) };
  const change = { $set: { state: 'revoked' as const, stoppedAt: at, updatedAt: at } };
  await installationRows(db).updateMany({ ...former, state: 'installed' }, change);
  return (await installationRows(db).findOne(former, { projection: { _id: 1 } })) !== null;
}

/** One whose token works after all. */
export async function resumeInstallation(db: Database, { id, org }: Pick<InstallationRecord, 'id' | 'org'>, at: Date): Promise<void> {
  const change = { state: 'installed' as const, stoppedAt: null, updatedAt: at };
  await installationRows(db).updateOne({ _id: id, org }, { $set: change });
}

/** The workspaces of a Grid that the app was added to. */
export async function saveTeams(
  db: Database,
  { id, org }: Pick<InstallationRecord, 'id' | 'org'>,
  teamIds: string[],
  at: Date,
): Promise<void> {
  await installationRows(db).updateOne({ _id: id, org }, { $set: { teamIds, updatedAt: at } });
}
