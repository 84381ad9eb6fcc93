import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Means } from '../../provisioning/means.ts';
import { ensureOrganization } from '../../store/organizations.ts';
import type { InstallationRecord } from '../../store/slack-installations.ts';
import { type Patience, patiently } from '../patience.ts';

const identitySchema = z.object({
  team_id: z.string().min(1).nullish(),
  enterprise_id: z.string().nullish(),
  user_id: z.string().min(1),
  bot_id: z.string().min(1),
  is_enterprise_install: z.boolean().nullish(),
  team: z.string().nullish(),
});

const teamSchema = z.object({ team: z.object({ name: z.string(), domain: z.string().nullish() }) });

/** Whose token it is, and what the organization is called. */
export interface Identity {
  teamId: string | null;
  enterpriseId: string | null;
  isEnterpriseInstall: boolean;
  botId: string;
  botUserId: string;
  name: string;
  domain: string | null;
}

/**
 * Asks Slack whose token this is (auth.test), and what its workspace is called (team.info; a Grid is called what auth.test says).
 * @throws what Slack answers to a bad token
 */
export async function askIdentity(client: WebClient, patience?: Patience): Promise<Identity> {
  const identity = identitySchema.parse(await patiently(() => client.auth.test(), patience));
  const isEnterpriseInstall = identity.is_enterprise_install === true;
  const { team } = isEnterpriseInstall
    ? { team: { name: identity.team ?? identity.enterprise_id ?? '', domain: null } }
    : teamSchema.parse(await patiently(() => client.team.info(), patience));
  return {
    teamId: isEnterpriseInstall ? null : (identity.team_id ?? null),
    enterpriseId: identity.enterprise_id || null,
    isEnterpriseInstall,
    botId: identity.bot_id,
    botUserId: identity.user_id,
    name: team.name,
    domain: team.domain ?? null,
  };
}

/** The record of an installation that was made just now, with its organization: one for a workspace, or for a whole Grid. */
export async function recordOf(
  means: Means,
  identity: Identity,
  { source, installedBy }: Pick<InstallationRecord, 'source' | 'installedBy'>,
): Promise<InstallationRecord> {
  const { teamId, enterpriseId, name, domain } = identity;
  const id = teamId ?? enterpriseId;
  if (!id) throw new Error('Slack says neither a workspace nor a Grid of the token');
  const organization = await ensureOrganization(means.db, {
    id: means.newId(),
    name,
    slackTeamId: enterpriseId ? null : teamId,
    slackEnterpriseId: enterpriseId,
    domain,
  });
  return {
    id,
    org: organization.id,
    teamId,
    enterpriseId,
    isEnterpriseInstall: identity.isEnterpriseInstall,
    teamIds: [],
    name,
    botId: identity.botId,
    botUserId: identity.botUserId,
    source,
    installedBy,
    installedAt: means.now(),
    state: 'installed',
    stoppedAt: null,
    updatedAt: means.now(),
  };
}

/** The workspaces of a Grid that the app was added to (auth.teams.list). */
export async function askTeams(client: WebClient, patience?: Patience): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page = await patiently(() => client.auth.teams.list({ limit: 200, ...(cursor ? { cursor } : {}) }), patience);
    found.push(...(page.teams ?? []).flatMap(({ id }) => (id ? [id] : [])));
    cursor = page.response_metadata?.next_cursor || undefined;
  }
  return found;
}
