import type { Command } from 'commander';
import { Option } from 'commander';
import { NotFound } from '../../provisioning/errors.ts';
import { createWebhookTargets } from '../../provisioning/webhook-targets.ts';
import {
  addWebhook,
  enableWebhook,
  newWebhook,
  newWebhookSecret,
  removeWebhook,
  rotateWebhookSecret,
} from '../../provisioning/webhooks.ts';
import { readWebhook, listWebhooks as readWebhooks } from '../../store/reads/webhooks.ts';
import { type DeliveryState, deliveryStates, listDeliveries, replayDeliveries } from '../../store/webhook-deliveries.ts';
import { WrongUsage } from '../errors.ts';
import { fields, table } from '../output.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Register, type Shell, withExample } from '../shell.ts';
import { localTime, sinceOf } from '../times.ts';
import { wordsOf } from '../words-of.ts';

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
  const [{ loadSecrets }, { createKeyring }] = await Promise.all([import('../../config.ts'), import('../../store/keyring.ts')]);
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

const addDeliveries = (family: Command, shell: Shell): Command =>
  family
    .command('deliveries')
    .description('what was sent to a webhook in the last thirty days, latest first')
    .argument('<id>', "the webhook's id")
    .addOption(new Option('--state <state>', 'only these').choices(deliveryStates))
    .option('--limit <count>', 'how many', '100')
    .action((id: string, { state, limit }: { state?: DeliveryState; limit: string }) =>
      inOrganization(shell, async (session) => {
        await mustBeThere(session, id);
        if (!/^[1-9]\d{0,3}$/.test(limit)) throw new WrongUsage(`--limit doesn't take ${limit}`, 'Give a number from 1 to 9999');
        const { means, organization } = session;
        const { items } = await listDeliveries(means.db, organization.id, id, state ? { state } : {}, { limit: Number(limit) });
        const rows = items.map(({ id: one, type, state: now, attempts, createdAt, lastAttempt, dueAt }) => [
          localTime(createdAt),
          type,
          now,
          attempts,
          lastAttempt && String(lastAttempt.error ?? lastAttempt.status),
          now === 'pending' ? localTime(dueAt) : null,
          one,
        ]);
        await shell.output.result(items, (paint) =>
          table(['taken up', 'event', 'state', 'tries', 'last answer', 'next try', 'id'], rows, paint, 'No deliveries.'),
        );
      }),
    );

interface ReplayOptions {
  dead?: true;
  since?: string;
  delivery?: string;
}

const addReplay = (family: Command, shell: Shell): Command =>
  family
    .command('replay')
    .description('send events again that were sent, or given up')
    .argument('<id>', "the webhook's id")
    .option('--dead', 'those that were given up')
    .option('--since <time>', 'those since an ISO date or time, or how long ago: 30m, 2h, 3d')
    .option('--delivery <id>', 'this one')
    .action((id: string, options: ReplayOptions) =>
      inOrganization(shell, async (session) => {
        const { means, organization } = session;
        const filter = filterOf(options, means.now());
        await mustBeThere(session, id);
        const deliveries = await replayDeliveries(means.db, organization.id, id, filter, means.now());
        await shell.output.result({ id, deliveries }, () => `${deliveries} will be sent again.`);
      }),
    );

function filterOf({ dead, since, delivery }: ReplayOptions, now: Date) {
  if (!dead && since === undefined && delivery === undefined) throw new WrongUsage('Which ones?', 'Give --dead, --since or --delivery');
  const from = since === undefined ? null : sinceOf(since, now);
  if (since !== undefined && !from)
    throw new WrongUsage(`--since doesn't take ${since}`, 'Give an ISO date or time, or how long ago: 30m, 2h, 3d');
  return {
    ...(dead ? { state: 'dead' as const } : {}),
    ...(from ? { since: from } : {}),
    ...(delivery === undefined ? {} : { id: delivery }),
  };
}

async function mustBeThere({ means, organization }: Session, id: string): Promise<void> {
  if (!(await readWebhook(means.db, organization.id, id))) throw new NotFound(`webhook ${id}`);
}

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
