import { confirmPreviewed } from '../../provisioning/confirm-previewed.ts';
import { runSweep } from '../../provisioning/sweep.ts';
import { Refusal } from '../../rules/refusal.ts';
import { readPreview, type ShownOutcomes } from '../../store/previews.ts';
import { countChanges } from '../../store/reads/audit-counts.ts';
import type { Message } from '../blocks/message.ts';
import { confirmedBlocks } from '../blocks/preview.ts';
import type { Listening } from '../listeners/listening.ts';
import { answerTrouble } from './answer.ts';
import { askerOf, type CommandContext } from './command.ts';
import { type Asking, contextOf } from './run.ts';

/**
 * I6: confirms what a preview showed, and waits until everybody is brought in line; what a crash leaves is taken up by whoever runs next.
 * Never throws: every outcome is a message.
 */
export async function confirmNow(
  listening: Listening,
  asking: Asking,
  previewId: string,
  acknowledgeLockout: boolean,
  onProgress: (line: string) => void,
): Promise<Message> {
  try {
    const context = await contextOf(listening, asking);
    const { means, organization, origin } = context;
    const shown = await shownIn(context, previewId);
    await confirmPreviewed(means, organization.id, origin, { asker: askerOf(context), acknowledgeLockout }, shown);
    await runSweep(means, organization.id, (done, total) =>
      onProgress(`Bringing users in line: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`),
    );
    return confirmedBlocks(await countsOf(context), listening.publicUrl);
  } catch (error) {
    return answerTrouble(error, { log: listening.log, reference: asking.requestId });
  }
}

async function shownIn({ means, organization }: CommandContext, id: string): Promise<ShownOutcomes> {
  const shown = await readPreview(means.db, organization.id, id);
  if (!shown) throw new Refusal('I6', 'This preview is older than a day', 'Type /rollcall preview again, and confirm that one');
  return shown;
}

async function countsOf({ means, organization, origin }: CommandContext): Promise<Record<string, number>> {
  const changes = await countChanges(means.db, organization.id, origin.cause);
  return {
    created: changes['user.created'] ?? 0,
    linked: changes['user.linked'] ?? 0,
    'roles changed': changes['user.role_memberships_updated'] ?? 0,
    'seats changed': changes['user.seats_updated'] ?? 0,
    deactivated: changes['user.deactivated'] ?? 0,
  };
}
