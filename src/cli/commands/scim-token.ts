import type { Command } from 'commander';
import { addScimToken, newScimToken, revokeScimToken } from '../../provisioning/scim-tokens.ts';
import { listTokens } from '../../store/reads/scim.ts';
import { expiryOf } from '../expiry.ts';
import { type Cell, fields, table } from '../output.ts';
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

interface CreateOptions {
  name: string;
  expires?: string;
  oauth?: true;
}

const addCreate = (tokens: Command, shell: Shell): Command =>
  tokens
    .command('create')
    .description('make a further token, or an OAuth client; its secret is shown once')
    .option('--name <name>', 'what people call it', 'Further token')
    .option('--expires <days>', 'after how many days it is good no more; without this it is good until it is revoked')
    .option('--oauth', 'an OAuth client: its id and secret are exchanged for access tokens of an hour')
    .action(({ name, expires, oauth }: CreateOptions) =>
      inOrganization(shell, async ({ config, means, organization, origin, asker }) => {
        const expiresAt = expires === undefined ? null : expiryOf(expires, means.now());
        const { token, kept } = newScimToken(means, name, { kind: oauth ? 'oauth_client' : 'bearer', expiresAt });
        await means.committer.commit(organization.id, origin, addScimToken(asker, kept));
        const about = { id: kept.id, name, ...(expiresAt ? { expiresAt } : {}) };
        if (oauth) {
          const client = { clientId: kept.id, clientSecret: token, tokenUrl: `${config.publicUrl}/scim/oauth/token` };
          await shell.output.result({ ...about, ...client }, (paint) =>
            fields(Object.entries({ 'client id': kept.id, 'client secret': token, 'token URL': client.tokenUrl }), paint),
          );
        } else await shell.output.result({ ...about, token }, () => token);
        shell.output.note(`The ${oauth ? 'secret' : 'token'} is shown this once`);
      }),
    );

const addList = (tokens: Command, shell: Shell): Command =>
  tokens
    .command('list')
    .description('all tokens and OAuth clients; of each secret only how it begins is known')
    .action(() =>
      inOrganization(shell, async ({ means, organization }) => {
        const all = await listTokens(means.db, organization.id);
        const views = all.map(({ hash: _, ...shown }) => shown);
        const head = ['name', 'kind', 'token', 'created', 'expires', 'last used', 'revoked', 'id'];
        await shell.output.result(views, (paint) => table(head, views.map(rowOf), paint, 'No tokens.'));
      }),
    );

const rowOf = (token: Omit<Awaited<ReturnType<typeof listTokens>>[number], 'hash'>): Cell[] => [
  token.name,
  token.kind === 'bearer' ? 'token' : 'OAuth client',
  `${token.prefix}…`,
  ...[token.createdAt, token.expiresAt, token.lastUsedAt, token.revokedAt].map((at) => at && localTime(at)),
  token.id,
];

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
