import { enterpriseUser, isOwnTeam } from './grid.ts';
import type { Person, WorkspaceState } from './model.ts';

/** Slack's user object is loose by nature: fields come and go with the member's state. */
export type UserObject = Record<string, unknown> & { readonly id: string };

const avatarSizes = [24, 32, 48, 72, 192, 512] as const;

/**
 * The `user` object of users.info, users.list, user_change and team_join.
 * A deactivated member's has only id, team_id, name, deleted, profile, is_bot, is_app_user and updated: the real one drops the
 * rest, measured on the live API. `profile.email` needs users:read.email (docs.slack.dev/reference/methods/users.info).
 * In: the workspace (its scopes decide about the email) and the person. Out: a fresh plain object.
 */
export function userObject(state: WorkspaceState, person: Person): UserObject {
  const base = {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: person.deleted,
    profile: profileObject(state, person),
    is_bot: person.kind === 'bot',
    is_app_user: false,
    updated: person.updated,
  };
  return person.deleted ? base : { ...base, ...activeFields(person), ...foreignFields(state, person), ...enterpriseUser(state, person) };
}

function activeFields(person: Person): Record<string, unknown> {
  return {
    color: person.color,
    real_name: person.realName,
    tz: 'Europe/Oslo',
    tz_label: 'Central European Time',
    tz_offset: 3600,
    is_admin: person.role !== 'member',
    is_owner: person.role === 'owner' || person.role === 'primary_owner',
    is_primary_owner: person.role === 'primary_owner',
    is_restricted: person.guest !== 'none',
    is_ultra_restricted: person.guest === 'single',
    is_email_confirmed: person.emailConfirmed,
    who_can_share_contact_card: 'EVERYONE',
  };
}

/** `is_stranger` is false for someone who shares a channel with us; what tells them apart is `team_id` (docs.slack.dev/reference/objects/user-object). */
const foreignFields = (state: WorkspaceState, person: Person): Record<string, unknown> =>
  isOwnTeam(state, person.teamId) || person.kind !== 'human' ? {} : { is_stranger: false };

function profileObject(state: WorkspaceState, person: Person): Record<string, unknown> {
  const [first = '', ...rest] = person.realName.split(' ');
  const email = person.email !== null && state.app.scopes.includes('users:read.email') ? { email: person.email } : {};
  const bot =
    person.botId === null ? {} : { bot_id: person.botId, api_app_id: ownBot(state, person) ? state.app.id : '', always_active: true };
  return {
    title: person.title,
    phone: '',
    skype: '',
    real_name: person.realName,
    real_name_normalized: person.realName,
    display_name: person.name,
    display_name_normalized: person.name,
    status_text: '',
    status_emoji: '',
    status_expiration: 0,
    first_name: first,
    last_name: rest.join(' '),
    avatar_hash: 'g0',
    ...Object.fromEntries(avatarSizes.map((size) => [`image_${size}`, `https://avatars.example/${person.id}-${size}.png`])),
    team: person.teamId,
    ...email,
    ...bot,
  };
}

const ownBot = (state: WorkspaceState, person: Person): boolean => person.id === state.app.botUserId;
