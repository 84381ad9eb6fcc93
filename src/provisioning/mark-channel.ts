import { matchesPattern } from '../rules/channels.ts';
import { type Asker, mustHold } from '../rules/guards.ts';
import type { MarkedChannel } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import type { Work } from './commit.ts';
import type { World } from './world.ts';

/**
 * E6: makes a channel an incident channel whatever its name. Who is in it already is the caller's to bring (`slack/mark-channel.ts`).
 * @returns whether that is new
 * @throws Refusal P1
 */
export const markChannel =
  (asker: Asker, channel: MarkedChannel): Work<boolean> =>
  (world) => {
    mustHold(asker, 'edit_settings', world.policy);
    if (world.policy.settings.markedChannels.some(({ id }) => id === channel.id)) return false;
    change(world, channel, true);
    return true;
  };

/** Takes a mark back; who became a user through the channel stays one. @throws Refusal P1, E6 where there is no mark to take back */
export const unmarkChannel =
  (asker: Asker, { id, name }: MarkedChannel): Work<void> =>
  (world) => {
    mustHold(asker, 'edit_settings', world.policy);
    const marked = world.policy.settings.markedChannels.find((channel) => channel.id === id);
    if (marked) return change(world, marked, false);
    const patterns = world.policy.settings.incidentChannels;
    if (matchesPattern(name, patterns))
      throw new Refusal(
        'E6',
        `#${name} is an incident channel by its name, not by a mark`,
        `Rename it, or change the patterns (${patterns.join(', ')}): rollcall settings set incident_channels`,
      );
    throw new Refusal('E6', `#${name} is not marked`, 'See which are with /rollcall channels');
  };

function change(world: World, channel: MarkedChannel, marked: boolean): void {
  const { settings } = world.policy;
  const others = settings.markedChannels.filter(({ id }) => id !== channel.id);
  world.policy = { ...world.policy, settings: { ...settings, markedChannels: marked ? [...others, channel] : others } };
  world.note({
    action: 'settings.updated',
    rule: 'E6',
    subject: { type: 'channel', id: channel.id, name: channel.name },
    before: { incidentChannel: !marked },
    after: { incidentChannel: marked },
  });
}

/** Slack gave a channel another id: its mark goes along. Nothing that anybody decided changes, so nothing is noted. */
export const moveMark =
  (from: string, to: string): Work<void> =>
  (world) => {
    const { settings } = world.policy;
    if (!settings.markedChannels.some(({ id }) => id === from)) return;
    const markedChannels = settings.markedChannels.map((channel) => (channel.id === from ? { ...channel, id: to } : channel));
    world.policy = { ...world.policy, settings: { ...settings, markedChannels } };
  };
