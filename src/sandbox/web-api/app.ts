/** auth.test, team.info, bots.info: what the app may ask about itself and where it is. */
import { SlackError } from '../slack-error.ts';
import { text } from './arguments.ts';
import type { Method } from './method.ts';

export const authTest: Method = {
  scopes: [],
  tier: 'special',
  json: true,
  token: 'bot',
  handler: ({ store, origin }) => {
    const { team, app } = store.get();
    const user = store.get().people[app.botUserId]?.name ?? '';
    return {
      url: `${origin}/`,
      team: team.name,
      user,
      team_id: team.id,
      user_id: app.botUserId,
      bot_id: app.botId,
      is_enterprise_install: false,
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
