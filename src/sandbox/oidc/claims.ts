import { ownTeams } from '../workspace/grid.ts';
import type { Person, WorkspaceState } from '../workspace/model.ts';

/**
 * What Slack says of whoever signed in (docs.slack.dev/authentication/sign-in-with-slack, reference of openid.connect.userInfo).
 * In: the workspace, the person, the scopes that were asked for. Out: claims for the id token and for userInfo.
 */
export function claimsOf(state: WorkspaceState, person: Person, scopes: readonly string[]): Record<string, unknown> {
  const team = [state.partner, ...ownTeams(state)].find(({ id }) => id === person.teamId) ?? state.team;
  const enterprise = state.enterprise !== null && team !== state.partner ? { 'https://slack.com/enterprise_id': state.enterprise.id } : {};
  return {
    sub: person.id,
    'https://slack.com/user_id': person.id,
    'https://slack.com/team_id': team.id,
    ...enterprise,
    ...(scopes.includes('email') ? emailClaims(person) : {}),
    ...(scopes.includes('profile')
      ? { ...nameClaims(person), 'https://slack.com/team_name': team.name, 'https://slack.com/team_domain': team.domain }
      : {}),
  };
}

const emailClaims = (person: Person): Record<string, unknown> =>
  person.email === null ? {} : { email: person.email, email_verified: person.emailConfirmed, date_email_verified: person.updated };

function nameClaims(person: Person): Record<string, unknown> {
  const [given = '', ...family] = person.realName.split(' ');
  return {
    name: person.realName,
    given_name: given,
    family_name: family.join(' '),
    locale: 'en-GB',
    picture: `https://avatars.example/${person.id}-512.png`,
  };
}
