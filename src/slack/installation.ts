import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackHome } from '../rules/arrival.ts';
import type { Actor } from '../rules/model.ts';
import type { InstallationRecord } from '../store/slack-installations.ts';
import { slackClient } from './web-client.ts';

/** The app in one workspace, or in a whole Enterprise Grid, and the organization that it is to us. */
export interface Installation {
  /** The workspace's id; the Grid's where the app is installed in the whole of it. */
  id: string;
  organizationId: string;
  home: SlackHome;
  /** One installation for a whole Grid: lists are asked for each of its workspaces. */
  isEnterpriseInstall: boolean;
  botId: string;
  botUserId: string;
  botToken: string;
  /** When the token ends, where tokens are rotated. */
  expiresAt: Date | null;
  /** P9: who installed it by OAuth. */
  installedBy: string | null;
  client: WebClient;
}

/** Who changes something where Slack is the source (X1). */
export const slackActor = ({ home }: Installation): Actor => ({ type: 'slack', id: home.teamId ?? home.enterpriseId, name: 'Slack' });

/** A record with its token, ready to be worked with. */
export const installationFrom = (
  record: InstallationRecord,
  { token, expiresAt }: { token: string; expiresAt: Date | null },
  { slackApiUrl, log }: { slackApiUrl: string; log: Logger },
): Installation => ({
  id: record.id,
  organizationId: record.org,
  home: { teamId: record.teamId, enterpriseId: record.enterpriseId, teamIds: record.teamIds },
  isEnterpriseInstall: record.isEnterpriseInstall,
  botId: record.botId,
  botUserId: record.botUserId,
  botToken: token,
  expiresAt,
  installedBy: record.installedBy,
  client: slackClient(token, slackApiUrl, log),
});

/** Which workspace a list is asked of. */
export type Workspace = { team_id?: string };

/** The workspaces whose members and channels are listed one after the other; one that needn't be named where the token is its own. */
export const workspacesOf = ({ isEnterpriseInstall, home }: Installation): Workspace[] =>
  isEnterpriseInstall ? (home.teamIds ?? []).map((team_id) => ({ team_id })) : [{}];

/** The installations that this process works for now. One that was stopped is none. */
export interface Installations {
  put(installation: Installation): void;
  remove(id: string): void;
  byId(id: string): Installation | null;
  /** By the workspace or the Enterprise Grid that a request is for. @returns null where the app isn't installed */
  ofTeam(teamId: string | null | undefined, enterpriseId: string | null | undefined): Installation | null;
  /** One of the organization's: a Grid may have the app in several workspaces. */
  ofOrganization(organizationId: string): Installation | null;
  allOf(organizationId: string): Installation[];
  organizationIds(): string[];
}

export function createInstallations(): Installations {
  const all = new Map<string, Installation>();
  const allOf = (organizationId: string): Installation[] => [...all.values()].filter((one) => one.organizationId === organizationId);
  return {
    put: (installation) => void all.set(installation.id, installation),
    remove: (id) => void all.delete(id),
    byId: (id) => all.get(id) ?? null,
    ofTeam: (teamId, enterpriseId) => (teamId && all.get(teamId)) || (enterpriseId && all.get(enterpriseId)) || null,
    ofOrganization: (organizationId) => allOf(organizationId)[0] ?? null,
    allOf,
    organizationIds: () => [...new Set([...all.values()].map(({ organizationId }) => organizationId))],
  };
}
