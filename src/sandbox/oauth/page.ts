/** The page that asks whether the app may be installed: plain HTML without scripts, every value escaped. */
import { escape, frame, mark } from '../oidc/page.ts';
import { ownTeams } from '../workspace/grid.ts';
import type { Person, WorkspaceState } from '../workspace/model.ts';

export interface InstallRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string;
  readonly appName: string;
}

/** In: every company that it can be installed in. Whoever is chosen installs it in theirs. */
export function allowPage(states: readonly WorkspaceState[], request: InstallRequest): string {
  const title = `${request.appName} wants to be installed`;
  const asks = request.scopes.map((scope) => `<code>${escape(scope)}</code>`).join(' ');
  const companies = states.map((state) => company(state, request)).join('');
  return frame(
    title,
    `${mark}<h1>${escape(title)}</h1><p>It asks for ${asks}</p>${companies}${form(request, '<ul><li><button name="decision" value="deny"><b>Cancel</b></button></li></ul>')}`,
  );
}

function company(state: WorkspaceState, request: InstallRequest): string {
  const { name } = state.enterprise ?? state.team;
  const people = Object.values(state.people).filter((person) => mayInstall(state, person));
  const rows = people.map(
    (person) =>
      `<li><button name="user" value="${escape(person.id)}"><b>Allow as ${escape(person.realName)}</b><small>${escape(person.title)}</small></button></li>`,
  );
  const where = state.enterprise === null ? name : `${name}, the whole of it`;
  return `<h2>${escape(where)}</h2>${form(request, `<input type="hidden" name="decision" value="allow"><ul>${rows.join('')}</ul>`)}`;
}

/** Full members of the company; a whole Grid takes one of its admins. */
export const mayInstall = (state: WorkspaceState, person: Person): boolean =>
  person.kind === 'human' &&
  !person.deleted &&
  person.guest === 'none' &&
  ownTeams(state).some(({ id }) => id === person.teamId) &&
  (state.enterprise === null || person.role !== 'member');

function form({ clientId, redirectUri, scopes, state }: InstallRequest, inside: string): string {
  const fields = { client_id: clientId, redirect_uri: redirectUri, scope: scopes.join(','), state };
  const hidden = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`);
  return `<form method="post" action="/oauth/v2/authorize">${hidden.join('')}${inside}</form>`;
}
