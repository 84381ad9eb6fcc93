import type { Command } from 'commander';
import { addApiKey, newApiKey, revokeApiKey } from '../../provisioning/api-keys.ts';
import { listApiKeys } from '../../store/reads/api-keys.ts';
import { expiryOf } from '../expiry.ts';
import { findUser } from '../find-user.ts';
import { type Cell, table } from '../output.ts';
import { inOrganization, type Register, type Shell, withExample } from '../shell.ts';
import { localTime } from '../times.ts';
import { wordsOf } from '../words-of.ts';

/** `rollcall api-key create | list | revoke`: what lets other programs use `/api/v1`. */
export const registerApiKey: Register = (program, shell) => {
  const family = program.command('api-key').description('keys of other programs for the JSON API: create, list, revoke');
  withExample(family, 'api-key list');
  withExample(addCreate(family, shell), 'api-key create --name "Nightly report" --scopes view_settings,view_audit_log');
  withExample(addList(family, shell), 'api-key list');
  withExample(addRevoke(family, shell), 'api-key revoke "$(bin/rollcall api-key list --json | grep -m1 -oE \'[0-9a-f]{24}\')"');
};

interface CreateOptions {
  name: string;
  scopes: string;
  user?: string;
  expires?: string;
}

const addCreate = (family: Command, shell: Shell): Command =>
  family
    .command('create')
    .description("make a key, of the organization's or of a user's; it is shown once")
    .requiredOption('--name <name>', 'what people call it')
    .requiredOption('--scopes <list>', 'the permissions that it gives, with commas between, or all')
    .option('--user <email>', 'whose it is: it ends with them, and does no more than they may; without this it is the organization’s')
    .option('--expires <days>', 'after how many days it is good no more; without this it is good until it is revoked')
    .action((options: CreateOptions) =>
      inOrganization(shell, async (session) => {
        const { means, organization, origin, asker } = session;
        const { name, user, expires } = options;
        const scopes = wordsOf(options.scopes);
        const userId = user === undefined ? null : (await findUser(session, user)).id;
        const expiresAt = expires === undefined ? null : expiryOf(expires, means.now());
        const { key, kept } = newApiKey(means, { name, scopes, userId, expiresAt });
        await means.committer.commit(organization.id, origin, addApiKey(asker, kept));
        await shell.output.result({ id: kept.id, key, name, scopes: kept.scopes, userId, expiresAt }, () => key);
        shell.output.note('The key is shown this once');
      }),
    );

const addList = (family: Command, shell: Shell): Command =>
  family
    .command('list')
    .description('all keys; of each only how it begins is known')
    .action(() =>
      inOrganization(shell, async ({ means, organization }) => {
        const all = await listApiKeys(means.db, organization.id);
        const views = all.map(({ hash: _, ...shown }) => shown);
        const head = ['name', 'key', 'scopes', 'of user', 'created', 'expires', 'last used', 'revoked', 'id'];
        await shell.output.result(views, (paint) => table(head, views.map(rowOf), paint, 'No API keys.'));
      }),
    );

const rowOf = (key: Omit<Awaited<ReturnType<typeof listApiKeys>>[number], 'hash'>): Cell[] => [
  key.name,
  `${key.prefix}…`,
  key.scopes.join(', '),
  key.userId,
  ...[key.createdAt, key.expiresAt, key.lastUsedAt, key.revokedAt].map((at) => at && localTime(at)),
  key.id,
];

const addRevoke = (family: Command, shell: Shell): Command =>
  family
    .command('revoke')
    .description('whoever uses the key is refused from now on')
    .argument('<id>', "the key's id")
    .action((id: string) =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        await means.committer.commit(organization.id, origin, revokeApiKey(asker, id));
        await shell.output.result({ id, revoked: true }, () => `API key ${id} is revoked.`);
      }),
    );
