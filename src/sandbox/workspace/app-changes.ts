/** What happens to the app in a workspace: installed, removed, its token refreshed or revoked, brought to workspaces of a Grid. Pure. */
import type { App, WorkspaceState } from './model.ts';
import { type SlackEvent, type Surroundings, type Transition, WorkspaceError, withPerson } from './transition.ts';

export interface NewTokens {
  readonly botToken: string;
  readonly refreshToken: string | null;
  /** Unix milliseconds. */
  readonly tokenExpiresAt: number | null;
}

const withApp = (state: WorkspaceState, fields: Partial<App>): WorkspaceState => ({ ...state, app: { ...state.app, ...fields } });

/** Somebody allowed it (docs.slack.dev/authentication/installing-with-oauth): the bot is there, with new tokens. */
export const installApp =
  (scopes: readonly string[], tokens: NewTokens): Transition<App> =>
  (state) => {
    const bot = state.people[state.app.botUserId];
    const there = bot === undefined ? state : withPerson(state, { ...bot, deleted: false });
    const next = withApp(there, { ...tokens, scopes: [...scopes], installed: true, tokenRevoked: false, olderToken: null });
    return { state: next, events: [], result: next.app };
  };

/** A refreshed token: the one before it stays good until it ends, an older one does not (docs.slack.dev/authentication/using-token-rotation). */
export const rotateTokens =
  (tokens: NewTokens): Transition<App> =>
  (state) => {
    const { botToken, tokenExpiresAt } = state.app;
    const next = withApp(state, { ...tokens, olderToken: { token: botToken, expiresAt: tokenExpiresAt ?? 0 } });
    return { state: next, events: [], result: next.app };
  };

/** Somebody removed it: the bot leaves, the token ends; Slack says both, in no promised order. */
export const uninstallApp = (): Transition<null> => (state, around) => {
  const { app } = state;
  if (!app.installed) throw new WorkspaceError('app_not_installed');
  const bot = state.people[app.botUserId];
  const channels = Object.fromEntries(
    Object.entries(state.channels).map(([id, channel]) => [
      id,
      { ...channel, members: channel.members.filter((member) => member !== app.botUserId) },
    ]),
  );
  const without = bot === undefined ? state : withPerson(state, { ...bot, deleted: true });
  const next = withApp({ ...without, channels }, { installed: false, refreshToken: null, olderToken: null, teamIds: [] });
  return { state: next, events: [tokensRevoked(app, around), happened({ type: 'app_uninstalled' }, around)], result: null };
};

/** The token is revoked (auth.revoke); the app stays. */
export const revokeApp = (): Transition<null> => (state, around) => ({
  state: withApp(state, { tokenRevoked: true }),
  events: [tokensRevoked(state.app, around)],
  result: null,
});

/** A Grid's admin brings the app to workspaces, or takes it out. Refused: `team_not_found`, outside of a Grid `not_an_enterprise`. */
export const moveApp =
  (teamIds: readonly string[], how: 'granted' | 'revoked'): Transition<null> =>
  (state, around) => {
    if (state.enterprise === null) throw new WorkspaceError('not_an_enterprise');
    const known = new Set(state.enterprise.teams.map(({ id }) => id));
    if (!teamIds.every((id) => known.has(id))) throw new WorkspaceError('team_not_found');
    const others = state.app.teamIds.filter((id) => !teamIds.includes(id));
    const next = withApp(state, { teamIds: how === 'granted' ? [...others, ...teamIds] : others });
    return { state: next, events: [happened({ type: `team_access_${how}`, team_ids: [...teamIds] }, around)], result: null };
  };

const tokensRevoked = (app: App, around: Surroundings): SlackEvent =>
  happened({ type: 'tokens_revoked', tokens: { oauth: [], bot: [app.botUserId] } }, around);

const happened = (body: SlackEvent['body'], around: Surroundings): SlackEvent => ({
  body: { ...body, event_ts: around.ts() },
  extShared: false,
});
