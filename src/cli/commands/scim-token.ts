import type { Command } from 'commander';
import { addScimToken, newScimToken, revokeScimToken } from '../../provisioning/scim-tokens.ts';
import { listTokens } from '../../store/reads/scim.ts';
import { table } from '../output.ts';
import { inOrganization, type Register, type Shell, withExample } from '../shell.ts';
import { localTime } from '../times.ts';

/** `rollcall scim token create | list | revoke`: further tokens, for rotation. */
export const addTokens: Register = (family, shell) => {
  const tokens = family.command('token').description('bearer tokens of the SCIM endpoint: create, list, revoke');
  withExample(tokens, 'scim token list');
  withExample(addCreate(tokens, shell), 'scim token create --name "Second token"');
  withExample(addList(tokens, shell), 'scim token list');
  withExample(addRevoke(tokens, shell), 'scim token revoke "$(bin/rollcall scim token list --json | grep -m1 -oE \'[0-9a-f]{24}\')"');
};

const addCreate = (tokens: Command, shell: Shell): Command =>
  tokens
    .command('create')
    .description('make a further token; it is shown once')
    .option('--name <name>', 'what people call it', 'Further token')
    .action(({ name }: { name: string }) =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        const { token, kept } = newScimToken(means, name);
        await means.committer.commit(organization.id, origin, addScimToken(asker, kept));
        await shell.output.result({ id: kept.id, name, token }, () => token);
        shell.output.note('The token is shown this once');
      }),
    );

const addList = (tokens: Command, shell: Shell): Command =>
  tokens
    .command('list')
    .description('all tokens; of each only how it begins is known')
    .action(() =>
      inOrganization(shell, async ({ means, organization }) => {
        const all = await listTokens(means.db, organization.id);
        const views = all.map(({ id, name, prefix, createdAt, revokedAt }) => ({ id, name, prefix, createdAt, revokedAt }));
        const rows = views.map((token) => [
          token.name,
          `${token.prefix}…`,
          localTime(token.createdAt),
          token.revokedAt && localTime(token.revokedAt),
          token.id,
        ]);
        await shell.output.result(views, (paint) => table(['name', 'token', 'created', 'revoked', 'id'], rows, paint, 'No tokens.'));
      }),
    );

const addRevoke = (tokens: Command, shell: Shell): Command =>
  tokens
    .command('revoke')
    .description('whoever uses the token is refused from now on')
    .argument('<id>', "the token's id")
    .action((id: string) =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        await means.committer.commit(organization.id, origin, revokeScimToken(asker, id));
        await shell.output.result({ id, revoked: true }, () => `Token ${id} is revoked.`);
      }),
    );
