/** auth.test, team.info, bots.info: what the app may ask about itself and where it is. */
import { SlackError } from '../slack-error.ts';
import { ownTeams } from '../workspace/grid.ts';
import { text } from './arguments.ts';
import { paginate } from './cursor.ts';
import type { Method } from './method.ts';

export const authTest: Method = {
  scopes: [],
  tier: 'special',
  json: true,
  token: 'bot',
  handler: ({ store, origin }) => {
    const { team, app, enterprise } = store.get();
    const user = store.get().people[app.botUserId]?.name ?? '';
    const place = enterprise ?? team;
    return {
      url: `${origin}/`,
      team: place.name,
      user,
      team_id: place.id,
      user_id: app.botUserId,
      bot_id: app.botId,
      ...(enterprise === null ? {} : { enterprise_id: enterprise.id }),
      is_enterprise_install: enterprise !== null,
    };
  },
};

export const teamInfo: Method = {
  scopes: ['team:read'],
  tier: 'tier3',
  json: true,
  token: 'bot',
  handler: ({ args, store, origin }) => {
    const { team } = store.get();
    const asked = text(args, 'team');
    if (asked !== '' && asked !== team.id) throw new SlackError('team_not_found');
    const { id, name, domain, emailDomain } = team;
    return { team: { id, name, domain, email_domain: emailDomain, url: `${origin}/`, icon: { image_default: true } } };
  },
};

/** The workspaces of a Grid that the app was brought to; a workspace's token names its own. */
export const authTeamsList: Method = {
  scopes: [],
  tier: 'tier2',
  json: false,
  token: 'bot',
  handler: ({ args, store }) => {
    const state = store.get();
    const teams = ownTeams(state).filter(({ id }) => state.enterprise === null || state.app.teamIds.includes(id));
    const page = paginate(teams, ({ id }) => id, args, { kind: 'team', defaultLimit: 100 });
    return { teams: page.items.map(({ id, name }) => ({ id, name })), response_metadata: page.response_metadata };
  },
};

export const botsInfo: Method = {
  scopes: ['users:read'],
  tier: 'tier3',
  json: false,
  token: 'bot',
  handler: ({ args, store }) => {
    const { people, app } = store.get();
    const wanted = text(args, 'bot');
    const found = Object.values(people).find((person) => person.botId !== null && person.botId === wanted);
    if (found === undefined) throw new SlackError('bot_not_found');
    const own = found.id === app.botUserId ? { app_id: app.id } : {};
    return { bot: { id: wanted, deleted: found.deleted, name: found.name, updated: found.updated, user_id: found.id, icons: {}, ...own } };
  },
};
