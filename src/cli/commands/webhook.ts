import type { Command } from 'commander';
import { createWebhookTargets } from '../../provisioning/webhook-targets.ts';
import {
  addWebhook,
  enableWebhook,
  newWebhook,
  newWebhookSecret,
  removeWebhook,
  rotateWebhookSecret,
} from '../../provisioning/webhooks.ts';
import { listWebhooks as readWebhooks } from '../../store/reads/webhooks.ts';
import { fields, table } from '../output.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Register, type Shell, withExample } from '../shell.ts';
import { wordsOf } from '../words-of.ts';
import { addDeliveries, addReplay } from './webhook-deliveries.ts';

const FIRST = '"$(bin/rollcall webhook list --json | grep -m1 -oE \'[0-9a-f]{24}\')"';

/** `rollcall webhook add | list | remove | enable | rotate | deliveries | replay`: other programs are told what changes. */
export const registerWebhook: Register = (program, shell) => {
  const family = program.command('webhook').description('other programs are told what changes, by signed events (Standard Webhooks)');
  withExample(family, 'webhook list');
  withExample(addAdd(family, shell), 'webhook add --url https://hooks.example.com/rollcall --events "user.*,scim_group.*"');
  withExample(addList(family, shell), 'webhook list');
  withExample(addDeliveries(family, shell), `webhook deliveries ${FIRST} --state dead`);
  withExample(addReplay(family, shell), `webhook replay ${FIRST} --dead`);
  withExample(addEnable(family, shell), `webhook enable ${FIRST}`);
  withExample(addRotate(family, shell), `webhook rotate ${FIRST}`);
  withExample(addRemove(family, shell), `webhook remove ${FIRST}`);
};

/** What seals secrets; the same as the product's. */
async function keyringOf({ config, means }: Session) {
  const [{ loadSecrets }, { createKeyring }] = await Promise.all([import('../../own-secrets.ts'), import('../../store/keyring.ts')]);
  return createKeyring((await loadSecrets(config)).encryption, means.randomBytes);
}

const addAdd = (family: Command, shell: Shell): Command =>
  family
    .command('add')
    .description('have an endpoint told what changes from now on; the secret that signs is shown once')
    .requiredOption('--url <address>', 'https')
    .option('--events <list>', 'names of audit events with commas between; user.* for all that begin so, * for every one', 'user.*')
    .action(({ url, events }: { url: string; events: string }) =>
      inOrganization(shell, async (session) => {
        const { config, means, organization, origin, asker } = session;
        const targets = createWebhookTargets(config.webhookNetworks);
        const { secret, kept } = newWebhook(means, await keyringOf(session), targets, { url, events: wordsOf(events) });
        await means.committer.commit(organization.id, origin, addWebhook(asker, kept));
        await shell.output.result({ id: kept.id, url: kept.url, events: kept.events, secret }, (paint) =>
          fields(
            [
              ['id', kept.id],
              ['address', kept.url],
              ['events', kept.events.join(', ')],
              ['secret', secret],
            ],
            paint,
          ),
        );
        shell.output.note('The secret is shown this once');
      }),
    );

const addList = (family: Command, shell: Shell): Command =>
  family
    .command('list')
    .description('all webhooks, and how each is doing')
    .action(() =>
      inOrganization(shell, async ({ means, organization }) => {
        const all = await readWebhooks(means.db, organization.id);
        const views = all.map(({ webhook: { secrets: _, after: __, ...shown }, ...state }) => ({ ...shown, ...state }));
        const rows = views.map(({ url, events, pending, dead, failing, disabled, id }) => [
          url,
          events.join(', '),
          disabled ? `disabled: ${disabled.why}` : failing > 0 ? `no answer ${failing} times` : 'ok',
          pending,
          dead,
          id,
        ]);
        await shell.output.result(views, (paint) =>
          table(['address', 'events', 'state', 'waiting', 'dead', 'id'], rows, paint, 'No webhooks.'),
        );
      }),
    );

const addEnable = (family: Command, shell: Shell): Command =>
  family
    .command('enable')
    .description("send to a webhook again that was given up, or doesn't answer; what waits is sent at once")
    .argument('<id>', "the webhook's id")
    .action((id: string) =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        await enableWebhook(means, organization.id, origin, asker, id);
        await shell.output.result({ id, enabled: true }, () => `Webhook ${id} is sent to again.`);
      }),
    );

const addRotate = (family: Command, shell: Shell): Command =>
  family
    .command('rotate')
    .description('sign with a new secret, shown once; the one before signs beside it for a day')
    .argument('<id>', "the webhook's id")
    .action((id: string) =>
      inOrganization(shell, async (session) => {
        const { means, organization, origin, asker } = session;
        const { secret, sealed } = newWebhookSecret(means, await keyringOf(session), id);
        await means.committer.commit(organization.id, origin, rotateWebhookSecret(asker, id, sealed));
        await shell.output.result({ id, secret }, () => secret);
        shell.output.note('The secret is shown this once');
      }),
    );

const addRemove = (family: Command, shell: Shell): Command =>
  family
    .command('remove')
    .description('send nothing more to a webhook; what waits is dropped')
    .argument('<id>', "the webhook's id")
    .action((id: string) =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        await removeWebhook(means, organization.id, origin, asker, id);
        await shell.output.result({ id, removed: true }, () => `Webhook ${id} is removed.`);
      }),
    );
