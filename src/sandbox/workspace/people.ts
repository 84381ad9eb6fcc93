/** Changes to people, and the user_change or team_join that each one causes. Pure. */
import { isOwnTeam } from './grid.ts';
import type { Person, WorkspaceState } from './model.ts';
import {
  type Outcome,
  personOf,
  type SlackEvent,
  type Surroundings,
  type Transition,
  WorkspaceError,
  withChannel,
  withPerson,
} from './transition.ts';
import { userObject } from './user-object.ts';

export interface Profile {
  readonly realName?: string | undefined;
  readonly email?: string | undefined;
  readonly title?: string | undefined;
}

export interface Invitation {
  readonly realName: string;
  readonly email: string;
  readonly title?: string | undefined;
  readonly guest?: Person['guest'] | undefined;
  /** Of a Grid: into which workspace. */
  readonly team?: string | undefined;
}

/** Dark enough for white initials. */
const colors = ['2b6777', '7048b6', '2f7d1f', 'c02b20', '2a7277', 'b83a6b', '674b1b', 'a82c93'];

/** The colour of the workspace's nth person. */
export const colorOf = (n: number): string => colors[n % colors.length] ?? '2b6777';

/** The later of now and one second past the last stamp: Slack's `updated` never stands still on a change. */
const nextStamp = (person: Person, around: Surroundings): number => Math.max(Math.floor(around.now / 1000), person.updated + 1);

function changed(state: WorkspaceState, around: Surroundings, person: Person, fields: Partial<Person>): Outcome<Person> {
  const next: Person = { ...person, ...fields, updated: nextStamp(person, around) };
  const after = withPerson(state, next);
  return { state: after, events: [userChange(after, next, around)], result: next };
}

function userChange(state: WorkspaceState, person: Person, around: Surroundings): SlackEvent {
  const stamp = Math.floor(around.now / 1000);
  return { body: { type: 'user_change', user: userObject(state, person), cache_ts: stamp, event_ts: around.ts() }, extShared: false };
}

/** Name, email or title, as the member or an admin edits them. Refused: `email_taken`, `cant_edit_bot`, and a stranger's profile isn't ours to edit. */
export const changeProfile =
  (id: string, profile: Profile): Transition<Person> =>
  (state, around) => {
    const person = ownHuman(state, id);
    if (profile.email !== undefined) refuseTakenEmail(state, profile.email, id);
    const fields = Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined));
    return changed(state, around, person, fields);
  };

/** A full member becomes a guest, or a guest a full member. Owners and admins can't be guests: `cant_restrict_admin`. */
export const setGuest =
  (id: string, guest: Person['guest']): Transition<Person> =>
  (state, around) => {
    const person = ownHuman(state, id);
    if (guest !== 'none' && person.role !== 'member') throw new WorkspaceError('cant_restrict_admin');
    return changed(state, around, person, { guest });
  };

/** Deactivated people leave every channel; the primary owner can't be deactivated (`cant_deactivate_primary_owner`). */
export const deactivate =
  (id: string): Transition<Person> =>
  (state, around) => {
    const person = ownHuman(state, id);
    if (person.role === 'primary_owner') throw new WorkspaceError('cant_deactivate_primary_owner');
    if (person.deleted) throw new WorkspaceError('already_deactivated');
    const without = Object.values(state.channels)
      .filter((channel) => channel.members.includes(id))
      .reduce((s, channel) => withChannel(s, { ...channel, members: channel.members.filter((m) => m !== id) }), state);
    return changed(without, around, person, { deleted: true });
  };

/** Back again, as a plain user_change with `deleted: false`, and into the general channel as everybody is. */
export const reactivate =
  (id: string): Transition<Person> =>
  (state, around) => {
    const person = ownHuman(state, id);
    if (!person.deleted) throw new WorkspaceError('not_deactivated');
    const outcome = changed(state, around, person, { deleted: false });
    return { ...outcome, state: intoGeneral(outcome.state, outcome.result) };
  };

/** A new member, full or guest; Slack tells the app by team_join. Refused: `email_taken`. */
export const invite =
  (invitation: Invitation): Transition<Person> =>
  (state, around) => {
    refuseTakenEmail(state, invitation.email, null);
    const person = newMember(state, invitation, around);
    const after = intoGeneral(withPerson(state, person), person);
    const event = {
      body: { type: 'team_join', user: userObject(after, person), cache_ts: person.updated, event_ts: around.ts() },
      extShared: false,
    };
    return { state: after, events: [event], result: person };
  };

/** Many members at once, as of a company of that size, without a word to the app. Out: their ids. */
export const populate =
  (count: number): Transition<readonly string[]> =>
  (state, around) => {
    const size = Object.keys(state.people).length;
    const made = Array.from({ length: count }, (_, i) => {
      const person = newMember(state, { realName: `Person ${size + i}`, email: `person.${size + i}@${state.team.emailDomain}` }, around);
      return { ...person, color: colorOf(size + i) };
    });
    const people = { ...state.people, ...Object.fromEntries(made.map((person) => [person.id, person])) };
    return { state: { ...state, people }, events: [], result: made.map(({ id }) => id) };
  };

function newMember(state: WorkspaceState, invitation: Invitation, around: Surroundings): Person {
  return {
    id: around.id('U'),
    teamId: invitation.team ?? state.team.id,
    teamIds: [],
    name: handleOf(invitation.email),
    realName: invitation.realName,
    title: invitation.title ?? '',
    email: invitation.email,
    emailConfirmed: true,
    deleted: false,
    role: 'member',
    guest: invitation.guest ?? 'none',
    kind: 'human',
    botId: null,
    color: colorOf(Object.keys(state.people).length),
    updated: Math.floor(around.now / 1000),
  };
}

/** Slack makes the handle from the email's first part. */
export const handleOf = (email: string): string => email.split('@', 1)[0]?.toLowerCase() ?? email;

function intoGeneral(state: WorkspaceState, person: Person): WorkspaceState {
  const general = Object.values(state.channels).find((channel) => channel.isGeneral);
  if (general === undefined || person.guest !== 'none' || general.members.includes(person.id)) return state;
  return withChannel(state, { ...general, members: [...general.members, person.id] });
}

function ownHuman(state: WorkspaceState, id: string): Person {
  const person = personOf(state, id);
  if (person.kind !== 'human') throw new WorkspaceError('cant_edit_bot');
  if (!isOwnTeam(state, person.teamId)) throw new WorkspaceError('cant_edit_other_workspace');
  return person;
}

function refuseTakenEmail(state: WorkspaceState, email: string, except: string | null): void {
  const key = email.toLowerCase();
  const taken = Object.values(state.people).some((p) => p.id !== except && isOwnTeam(state, p.teamId) && p.email?.toLowerCase() === key);
  if (taken) throw new WorkspaceError('email_taken');
}
