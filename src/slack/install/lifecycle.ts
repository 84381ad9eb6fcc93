import type { Logger } from 'pino';
import type { Means } from '../../provisioning/means.ts';
import type { Keyring } from '../../store/keyring.ts';
import { type InstallationRecord, resumeInstallation, saveTeams, stopInstallation } from '../../store/slack-installations.ts';
import {
  type BotTokens,
  installationsChangedSince,
  type KeptInstallation,
  readInstallation,
  saveInstallation,
} from '../../store/slack-tokens.ts';
import { type Installation, type Installations, installationFrom } from '../installation.ts';
import { isTokenRefused, slackWord } from '../slack-trouble.ts';
import { slackClient } from '../web-client.ts';
import { askTeams } from './identity.ts';
import { type AppCredentials, isSoonOver, refreshed } from './refresh.ts';

/** What happens to installations: made, made again, their tokens refreshed, stopped; here or in another process. */
export interface Lifecycle {
  /** Keeps one that was made just now, and begins to work for it. */
  install(record: InstallationRecord, tokens: BotTokens | null): Promise<Installation>;
  /** Learns what other processes did since the last time. */
  sync(): Promise<void>;
  /** The installation that a request is for, also where another process has learned of it just now, with a token that holds. */
  find(teamId: string | null | undefined, enterpriseId: string | null | undefined): Promise<Installation | null>;
  /** The same installation with a token that holds. @throws what Slack answers where it can't be refreshed and is over */
  fresh(installation: Installation): Promise<Installation>;
  /** The Grid's workspaces as they are now. */
  learnTeams(installation: Installation): Promise<Installation>;
  /**
   * Asks Slack whether the token still works, and stops the installation where it doesn't: users stay as they are. What made us ask may
   * be late, and the app installed again since; or be about a token that was rotated.
   * @param state what it is stopped as
   * @throws where Slack can't be reached
   */
  check(installation: Installation, state: 'uninstalled' | 'revoked'): Promise<void>;
  /** Somebody removed the app whose token had stopped working already: its tokens are forgotten. */
  forget(teamId: string | null | undefined, enterpriseId: string | null | undefined): Promise<void>;
  /** Asks again about those whose token was refused: Slack may have been wrong, or have taken it back. */
  checkStopped(): Promise<void>;
}

export interface LifecycleOptions {
  means: Means;
  log: Logger;
  keyring: Keyring;
  slackApiUrl: string;
  installations: Installations;
  /** SLACK_BOT_TOKEN, where one workspace is connected by it. */
  botToken: string | null;
  /** For refreshing tokens; null where nothing was installed by OAuth. */
  credentials: AppCredentials | null;
}

/** The servers' clocks may differ, and a change may become visible after a later one. */
const OVERLAP_MS = 60_000;

export function createLifecycle(options: LifecycleOptions): Lifecycle {
  const { means, log, keyring, installations, slackApiUrl, botToken, credentials } = options;
  const refreshing = new Map<string, Promise<Installation>>();
  const stopped = new Map<string, KeptInstallation>();
  const versions = new Map<string, number>();
  /** Whose SLACK_BOT_TOKEN is. */
  let own: string | null = null;
  let since = new Date(0);

  const tokensOf = (kept: KeptInstallation): BotTokens | null =>
    kept.source === 'oauth' ? kept.tokens : botToken ? { token: botToken, refreshToken: null, expiresAt: null } : null;

  /** Works for it from now on, or no more. */
  const take = (kept: KeptInstallation): Installation | null => {
    const tokens = tokensOf(kept);
    if (botToken && kept.id !== own) return null; // of a time when SLACK_BOT_TOKEN was another one, or none
    if (kept.state !== 'installed' || !tokens) {
      installations.remove(kept.id);
      if (tokens) stopped.set(kept.id, kept);
      else stopped.delete(kept.id);
      return null;
    }
    stopped.delete(kept.id);
    const known = installations.byId(kept.id);
    const same = known && versions.get(kept.id) === kept.version && known.home.teamIds?.join() === kept.teamIds.join();
    if (same) return known;
    const installation = installationFrom(kept, tokens, { slackApiUrl, log });
    versions.set(kept.id, kept.version);
    installations.put(installation);
    return installation;
  };

  const takeStored = async (id: string | null | undefined): Promise<Installation | null> => {
    const kept = id ? await readInstallation(means.db, keyring, id) : null;
    return kept && take(kept);
  };

  const refresh = async (installation: Installation): Promise<Installation> => {
    const kept = await readInstallation(means.db, keyring, installation.id);
    if (!kept || !credentials || !isSoonOver(kept.tokens?.expiresAt ?? null, means.now())) return (kept && take(kept)) ?? installation;
    try {
      return take(await refreshed({ means, keyring, credentials, slackApiUrl, log }, kept)) ?? installation;
    } catch (error) {
      if (slackWord(error) !== null) await lifecycle.check(installation, 'revoked');
      if (installation.expiresAt && installation.expiresAt <= means.now()) throw error;
      log.warn({ err: error, installation: installation.id }, 'a Slack token could not be refreshed, and is tried again');
      return installation;
    }
  };

  const lifecycle: Lifecycle = {
    install: async (record, tokens) => {
      if (record.source === 'environment') own = record.id;
      await saveInstallation(means.db, keyring, record, tokens);
      const installation = await takeStored(record.id);
      if (!installation) throw new Error(`the installation ${record.id} was stopped at once`);
      return installation.isEnterpriseInstall ? lifecycle.learnTeams(installation) : installation;
    },

    sync: async () => {
      const told = (id: string, error: unknown): void => log.error({ err: error, installation: id }, 'a Slack token cannot be read');
      for (const kept of await installationsChangedSince(means.db, keyring, since, told)) {
        take(kept);
        since = new Date(Math.max(since.getTime(), kept.updatedAt.getTime() - OVERLAP_MS));
      }
    },

    find: async (teamId, enterpriseId) => {
      const known = installations.ofTeam(teamId, enterpriseId);
      if (known) return lifecycle.fresh(known);
      return (await takeStored(teamId)) ?? takeStored(enterpriseId);
    },

    fresh: (installation) => {
      if (!isSoonOver(installation.expiresAt, means.now())) return Promise.resolve(installation);
      const running = refreshing.get(installation.id) ?? refresh(installation).finally(() => refreshing.delete(installation.id));
      refreshing.set(installation.id, running);
      return running;
    },

    learnTeams: async (installation) => {
      const teamIds = await askTeams(installation.client);
      await saveTeams(means.db, { id: installation.id, org: installation.organizationId }, teamIds, means.now());
      return (await takeStored(installation.id)) ?? installation;
    },

    check: async (installation, state) => {
      const { id, organizationId: org, client } = installation;
      try {
        await client.auth.test();
      } catch (error) {
        if (!isTokenRefused(error)) throw error;
        await stopInstallation(means.db, { id, org }, state, means.now());
        await takeStored(id);
        log.warn(
          { installation: id, organization: org, state, slack: slackWord(error) },
          'the Slack side has stopped; users stay as they are',
        );
      }
    },

    forget: async (teamId, enterpriseId) => {
      for (const id of [teamId, enterpriseId]) {
        const kept = id ? await readInstallation(means.db, keyring, id) : null;
        if (!kept || kept.state !== 'revoked') continue;
        await stopInstallation(means.db, kept, 'uninstalled', means.now());
        await takeStored(kept.id);
      }
    },

    checkStopped: async () => {
      for (const { id, org, ...kept } of [...stopped.values()]) {
        const tokens = tokensOf({ id, org, ...kept });
        const answers = await slackClient(tokens?.token ?? '', slackApiUrl, log)
          .auth.test()
          .then(
            () => true,
            () => false, // still refused, or Slack is away: asked again later
          );
        if (!answers) continue;
        await resumeInstallation(means.db, { id, org }, means.now());
        await takeStored(id);
        log.info({ installation: id, organization: org }, 'Slack takes the token again: its side goes on');
      }
    },
  };
  return lifecycle;
}
