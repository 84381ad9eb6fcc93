import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Means } from '../provisioning/means.ts';
import type { SlackHome } from '../rules/arrival.ts';
import type { Actor } from '../rules/model.ts';
import { ensureOrganization } from '../store/organizations.ts';
import { type Patience, patiently } from './patience.ts';
import { slackClient } from './web-client.ts';

/** One workspace that the app is installed in, and the organization that it is to us. */
export interface Installation {
  organizationId: string;
  home: SlackHome;
  botId: string;
  botUserId: string;
  botToken: string;
  client: WebClient;
}

/** Who changes something where Slack is the source (X1). */
export const slackActor = ({ home }: Installation): Actor => ({ type: 'slack', id: home.teamId ?? home.enterpriseId, name: 'Slack' });

const identitySchema = z.object({
  team_id: z.string().min(1),
  enterprise_id: z.string().nullish(),
  user_id: z.string().min(1),
  bot_id: z.string().min(1),
});

const teamSchema = z.object({ team: z.object({ name: z.string(), domain: z.string().nullish() }) });

/**
 * Asks Slack whose token this is (auth.test, team.info), and makes sure that its organization exists.
 * @throws what Slack answers to a bad token, and what the database answers when it is away
 */
export async function learnInstallation(
  means: Means,
  botToken: string,
  { slackApiUrl, log, patience }: { slackApiUrl: string; log: Logger; patience?: Patience },
): Promise<Installation> {
  const client = slackClient(botToken, slackApiUrl, log);
  const identity = identitySchema.parse(await patiently(() => client.auth.test(), patience));
  const { team } = teamSchema.parse(await patiently(() => client.team.info(), patience));
  const home: SlackHome = { teamId: identity.team_id, enterpriseId: identity.enterprise_id || null };
  const organization = await ensureOrganization(means.db, {
    id: means.newId(),
    name: team.name,
    slackTeamId: home.teamId,
    slackEnterpriseId: home.enterpriseId,
    domain: team.domain ?? null,
  });
  return { organizationId: organization.id, home, botId: identity.bot_id, botUserId: identity.user_id, botToken, client };
}

/** The installations that this process works for. One by token now; OAuth's come from the database later. */
export interface Installations {
  add(installation: Installation): void;
  /** By the workspace or the Enterprise Grid that a request is for. @returns null where the app isn't installed */
  ofTeam(teamId: string | null | undefined, enterpriseId: string | null | undefined): Installation | null;
  ofOrganization(organizationId: string): Installation | null;
  organizationIds(): string[];
}

export function createInstallations(): Installations {
  const all = new Map<string, Installation>();
  const find = (test: (installation: Installation) => boolean): Installation | null => [...all.values()].find(test) ?? null;
  return {
    add: (installation) => void all.set(installation.organizationId, installation),
    ofTeam: (teamId, enterpriseId) =>
      (teamId ? find(({ home }) => home.teamId === teamId) : null) ??
      (enterpriseId ? find(({ home }) => home.enterpriseId === enterpriseId) : null),
    ofOrganization: (organizationId) => all.get(organizationId) ?? null,
    organizationIds: () => [...all.keys()],
  };
}
