import { saveChannels } from '../../store/slack-channels.ts';
import { parseChannel } from '../facts/slack-channel.ts';
import { workspacesOf } from '../installation.ts';
import type { Mirroring } from './mirror.ts';
import { eachWorkspacePage } from './pages.ts';

const PAGE = 200;

/** E6: what channels there are, and in which our app is: all public ones, and the private ones that it was invited to. */
export async function mirrorChannels(work: Mirroring): Promise<void> {
  const { means, installation, patience, run, onProgress } = work;
  const options = { types: 'public_channel,private_channel', limit: PAGE };
  let seen = 0;
  await eachWorkspacePage(
    workspacesOf(installation),
    (which) => installation.client.conversations.list({ ...options, ...which }),
    { cursor: run.cursor, patience },
    async (page, next) => {
      const channels = (page.channels ?? []).map(parseChannel).filter((channel) => channel !== null);
      await saveChannels(means.db, installation.organizationId, channels);
      seen += channels.length;
      onProgress(`${seen} channels read`);
      await work.reached(next);
    },
  );
}
