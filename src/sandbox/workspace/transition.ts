/** The frame that every change of the workspace fits in: old state in, new state and the events that Slack would send out. */
import type { Channel, Person, WorkspaceState } from './model.ts';

/** An event as Slack puts it into the envelope's `event`, and whether its channel is shared with another company. */
export interface SlackEvent {
  readonly body: { readonly type: string; readonly [field: string]: unknown };
  readonly extShared: boolean;
}

/** Time and chance as arguments, so that a change is a function of what goes in. */
export interface Surroundings {
  /** Unix milliseconds. */
  readonly now: number;
  /** A message or event stamp, never twice the same. */
  readonly ts: () => string;
  /** A fresh id with Slack's prefix letter. */
  readonly id: (prefix: string) => string;
}

export interface Outcome<T> {
  readonly state: WorkspaceState;
  readonly events: readonly SlackEvent[];
  readonly result: T;
}

export type Transition<T> = (state: WorkspaceState, around: Surroundings) => Outcome<T>;

/** A refusal in Slack's own error word, such as `channel_not_found`. */
export class WorkspaceError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.name = 'WorkspaceError';
    this.code = code;
  }
}

/** The person with this id. Throws `user_not_found`. */
export function personOf(state: WorkspaceState, id: string): Person {
  const person = Object.hasOwn(state.people, id) ? state.people[id] : undefined;
  if (person === undefined) throw new WorkspaceError('user_not_found');
  return person;
}

/** The channel with this id. Throws `channel_not_found`. */
export function channelOf(state: WorkspaceState, id: string): Channel {
  const channel = Object.hasOwn(state.channels, id) ? state.channels[id] : undefined;
  if (channel === undefined) throw new WorkspaceError('channel_not_found');
  return channel;
}

/** The state with this person in place of the one with the same id. */
export const withPerson = (state: WorkspaceState, person: Person): WorkspaceState => ({
  ...state,
  people: { ...state.people, [person.id]: person },
});

/** The state with this channel in place of the one with the same id. */
export const withChannel = (state: WorkspaceState, channel: Channel): WorkspaceState => ({
  ...state,
  channels: { ...state.channels, [channel.id]: channel },
});

/** Whether the channel is a Slack Connect one. */
export const isExtShared = (channel: Channel): boolean => channel.teamIds.length > 1;

/** Whether the app's bot is in the channel: only then does Slack tell the app who comes and goes. */
export const hasBot = (state: WorkspaceState, channel: Channel): boolean => channel.members.includes(state.app.botUserId);
