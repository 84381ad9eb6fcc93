import type { Means } from '../../provisioning/means.ts';
import { recordInstaller } from '../../provisioning/record-installer.ts';
import { slackUserFact } from '../facts/slack-user.ts';
import { type Installation, slackActor } from '../installation.ts';
import { isOurs, lookUpWith } from '../people.ts';

/** P9: whoever installed the app is the first owner once they are a user. Told again it changes nothing. */
export async function noteInstaller(means: Means, installation: Installation): Promise<void> {
  const { installedBy, organizationId, id } = installation;
  if (!installedBy) return;
  const user = await lookUpWith(installation)(installedBy);
  if (!user || !isOurs(user, installation)) return;
  const origin = { actor: slackActor(installation), cause: { type: 'slack_install', id }, at: means.now() };
  await means.committer.commit(organizationId, origin, recordInstaller(slackUserFact(user)));
}
