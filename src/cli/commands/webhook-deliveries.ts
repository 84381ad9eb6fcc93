import type { Command } from 'commander';
import { Option } from 'commander';
import { NotFound } from '../../provisioning/errors.ts';
import { readWebhook } from '../../store/reads/webhooks.ts';
import { type DeliveryState, deliveryStates, listDeliveries, replayDeliveries } from '../../store/webhook-deliveries.ts';
import { WrongUsage } from '../errors.ts';
import { table } from '../output.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Shell } from '../shell.ts';
import { localTime, sinceOf } from '../times.ts';

/** `rollcall webhook deliveries`: what was sent. */
export const addDeliveries = (family: Command, shell: Shell): Command =>
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

/** `rollcall webhook replay`: sends events again. */
export const addReplay = (family: Command, shell: Shell): Command =>
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
