/** users.info, users.list, users.lookupByEmail (docs.slack.dev/reference/methods). */
import { SlackError } from '../slack-error.ts';
import { isInTeam, isOwnTeam } from '../workspace/grid.ts';
import type { Person, WorkspaceState } from '../workspace/model.ts';
import { personOf } from '../workspace/transition.ts';
import { userObject } from '../workspace/user-object.ts';
import { required } from './arguments.ts';
import { paginate } from './cursor.ts';
import type { Method } from './method.ts';
import { teamAsked } from './team-asked.ts';

export const usersInfo: Method = {
  scopes: ['users:read'],
  tier: 'tier4',
  json: false,
  token: 'bot',
  handler: ({ args, store }) => {
    const state = store.get();
    return { user: userObject(state, personOf(state, required(args, 'user', 'user_not_found'))) };
  },
};

/** Ten thousand are put in order once for each change, not for each page. */
const ordered = new WeakMap<WorkspaceState['people'], readonly Person[]>();

function inOrder(people: WorkspaceState['people']): readonly Person[] {
  const known = ordered.get(people) ?? Object.values(people).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  ordered.set(people, known);
  return known;
}

/** Everyone: bots, guests, deactivated people, and strangers of shared channels too. Without a limit: the whole list. */
export const usersList: Method = {
  scopes: ['users:read'],
  tier: 'tier2',
  json: false,
  token: 'bot',
  handler: ({ args, store, now }) => {
    const state = store.get();
    const team = teamAsked(state, args);
    const people = inOrder(state.people).filter((person) => team === null || isInTeam(person, team));
    const page = paginate(people, (person) => person.id, args, { kind: 'user', defaultLimit: 0 });
    return {
      members: page.items.map((person) => userObject(state, person)),
      cache_ts: Math.floor(now() / 1000),
      response_metadata: page.response_metadata,
    };
  },
};

/** Deactivated people aren't found by it, nor are strangers. */
export const usersLookupByEmail: Method = {
  scopes: ['users:read.email'],
  tier: 'tier3',
  json: false,
  token: 'bot',
  handler: ({ args, store }) => {
    const state = store.get();
    const email = required(args, 'email', 'users_not_found').toLowerCase();
    const found = Object.values(state.people).find((p) => p.email?.toLowerCase() === email && !p.deleted && isOwnTeam(state, p.teamId));
    if (found === undefined) throw new SlackError('users_not_found');
    return { user: userObject(state, found) };
  },
};
