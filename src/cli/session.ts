import { randomBytes } from 'node:crypto';
import { type Config, readConfig } from '../config.ts';
import { createCommitter } from '../provisioning/commit.ts';
import type { Means } from '../provisioning/means.ts';
import type { Asker } from '../rules/guards.ts';
import type { Organization, Origin } from '../rules/model.ts';
import { newObjectId } from '../store/ids.ts';
import { listOrganizations } from '../store/organizations.ts';
import { chooseOrganization } from './choose-organization.ts';
import { openStore } from './open-store.ts';
import type { Shell } from './shell.ts';

/** One command's work on one organization. Whoever runs the CLI is the operator. */
export interface Session {
  config: Config;
  means: Means;
  /** As it was when the command began. */
  organization: Organization;
  asker: Asker;
  origin: Origin;
}

/**
 * Opens the database, runs `work`, and closes everything, whatever happens.
 * @throws ConfigError, EmbeddedError, DatabaseUnavailable, and whatever `work` throws
 */
export async function withDatabase<T>(shell: Shell, work: (config: Config, means: Means) => Promise<T>): Promise<T> {
  const config = readConfig(shell.env);
  const { db, close } = await openStore(config, shell.env, shell.output.note);
  const newId = newObjectId;
  const committer = createCommitter({ db, newId });
  try {
    return await work(config, { db, committer, newId, now: () => new Date(), randomBytes, supportEmail: config.supportEmail });
  } finally {
    await committer.idle();
    await close();
  }
}

/** The same on the organization of `--org`, or the only one. @throws also WrongUsage, NothingYet */
export const withOrganization = (shell: Shell, work: (session: Session) => Promise<void>): Promise<void> =>
  withDatabase(shell, async (config, means) => {
    const organization = chooseOrganization(await listOrganizations(means.db), shell.organization());
    await work({ config, means, organization, asker: { operator: true }, origin: operatorOrigin(means) });
  });

/** X1: each command is one cause, so that all it changed can be found. */
const operatorOrigin = ({ newId, now }: Means): Origin => ({
  actor: { type: 'operator', id: null, name: 'Operator' },
  cause: { type: 'command', id: newId() },
  at: now(),
});
