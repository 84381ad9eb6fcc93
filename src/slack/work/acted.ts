import { recordActing } from '../../provisioning/record-acting.ts';
import { actingOf } from '../events.ts';
import { isKnownIncidentChannel } from '../incident-channels.ts';
import type { EventWork } from './work.ts';

/** S1: somebody wrote or reacted in a channel. */
export const acted: EventWork = async ({ means, installation, origin }, event) => {
  const acting = actingOf(event);
  if (!acting || !(await isKnownIncidentChannel(means, installation, acting.channel))) return;
  await means.committer.commit(installation.organizationId, origin, recordActing(acting.user));
};
