/** Enterprise Grid: several workspaces under one organization, whose people have one id in all of them (docs.slack.dev/enterprise). Pure. */
import type { Person, Team, WorkspaceState } from './model.ts';

/** The workspaces of this company: those of its Grid, or its only one. */
export const ownTeams = ({ team, enterprise }: WorkspaceState): readonly Team[] => enterprise?.teams ?? [team];

/** Whether a workspace is one of the company's own. */
export const isOwnTeam = (state: WorkspaceState, teamId: string): boolean => ownTeams(state).some(({ id }) => id === teamId);

/** Whether a person is a member of a workspace; bots are in all of them. */
export const isInTeam = (person: Person, teamId: string): boolean =>
  person.kind !== 'human' || person.teamId === teamId || person.teamIds.includes(teamId);

/** The `enterprise_user` of a Grid member's user object; nothing outside of a Grid, or of a stranger. */
export function enterpriseUser({ enterprise }: WorkspaceState, person: Person): Record<string, unknown> {
  if (enterprise === null || person.kind !== 'human' || !enterprise.teams.some(({ id }) => id === person.teamId)) return {};
  const { role } = person;
  return {
    enterprise_user: {
      id: person.id,
      enterprise_id: enterprise.id,
      enterprise_name: enterprise.name,
      is_admin: role !== 'member',
      is_owner: role === 'owner' || role === 'primary_owner',
      is_primary_owner: role === 'primary_owner',
      teams: [...new Set([person.teamId, ...person.teamIds])],
    },
  };
}

/** Which of the company's workspaces an event happened in. */
export function teamOfEvent(state: WorkspaceState, body: Readonly<Record<string, unknown>>): string {
  const channelId = idOf(body['channel']);
  const channel = channelId === null ? undefined : state.channels[channelId];
  if (channel !== undefined) return channel.teamIds[0] ?? state.team.id;
  const userId = idOf(body['user']);
  const person = userId === null ? undefined : state.people[userId];
  return person !== undefined && isOwnTeam(state, person.teamId) ? person.teamId : state.team.id;
}

function idOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  return typeof value.id === 'string' ? value.id : null;
}
