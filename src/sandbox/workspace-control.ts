/** The workspace's verbs: what members and admins do. The page and the tests use the same ones. */
import type { Delivery, WorkspaceView } from './control/contract.ts';
import type { DeliveryLog } from './events/deliveries.ts';
import type { EventSender } from './events/sender.ts';
import type { Fault, Faults } from './faults.ts';
import type { Reaction } from './interactions/answers.ts';
import type { Chosen, ElementOption, Values } from './interactions/elements.ts';
import type { Interactions, Source } from './interactions/interact.ts';
import { escapeTyped } from './interactions/mentions.ts';
import type { Views } from './interactions/views.ts';
import { moveApp, revokeApp, uninstallApp } from './workspace/app-changes.ts';
import { archive, create, join, leave, type NewChannel, rename, share, unarchive } from './workspace/channels.ts';
import { isOwnTeam } from './workspace/grid.ts';
import { react, say } from './workspace/messages.ts';
import type { Channel, Message, Person, WorkspaceState } from './workspace/model.ts';
import { changeProfile, deactivate, type Invitation, invite, type Profile, populate, reactivate, setGuest } from './workspace/people.ts';
import type { WorkspaceStore } from './workspace/store.ts';
import { channelOf, personOf, WorkspaceError } from './workspace/transition.ts';

export interface WorkspaceControl {
  state(): WorkspaceState;
  /** By id, handle, real name or email. Throws `user_not_found`. */
  person(wanted: string): Person;
  /** By id or name. Throws `channel_not_found`. */
  channel(wanted: string): Channel;
  join(user: string, channel: string): Channel;
  leave(user: string, channel: string): Channel;
  /** Somebody in the channel brings somebody, or the app's bot. */
  inviteToChannel(inviter: string, user: string, channel: string): Channel;
  removeFromChannel(actor: string, user: string, channel: string): Channel;
  post(user: string, channel: string, text: string): Message;
  /** An emoji on a message. */
  react(user: string, channel: string, ts: string, reaction: string): void;
  createChannel(user: string, wanted: NewChannel): Channel;
  renameChannel(channel: string, name: string): Channel;
  archiveChannel(user: string, channel: string): Channel;
  unarchiveChannel(user: string, channel: string): Channel;
  /** With the partner company (Slack Connect), or no more. */
  shareChannel(channel: string, shared: boolean): Channel;
  changeProfile(user: string, profile: Profile): Person;
  setGuest(user: string, guest: Person['guest']): Person;
  deactivate(user: string): Person;
  reactivate(user: string): Person;
  invite(invitation: Invitation): Person;
  /** So many more members, without an event: a company of that size. Out: their ids. */
  populate(count: number): readonly string[];
  command(user: string, channel: string, command: string, text: string): Promise<Reaction>;
  act(user: string, source: Source, blockId: string, actionId: string, chosen?: Chosen, values?: Values): Promise<Reaction>;
  submit(user: string, viewId: string, values: Values): Promise<Reaction>;
  closeView(user: string, viewId: string): Promise<Reaction>;
  suggest(user: string, source: Source, blockId: string, actionId: string, query: string): Promise<readonly ElementOption[]>;
  openHome(user: string): void;
  view(user: string): Omit<WorkspaceView, 'eventsUrl' | 'dashboardUrl'>;
  deliveries(): readonly Delivery[];
  /** Switches a fault on for the next uses of a Web API method, `event:<type>` or `event:*`. */
  fault(target: string, fault: Fault, times?: number): void;
  clearFaults(): void;
  /** Slack is out for so long, of its own time: what happens meanwhile is told to nobody, and no call is answered. */
  outage(ms: number): void;
  /** Slack's time goes on by so much: stamps are later from now on. */
  advance(ms: number): void;
  /** Other scopes than the usual ones, or a revoked token. */
  grant(scopes: readonly string[]): void;
  revokeToken(revoked?: boolean): void;
  /** Somebody removes the app: its token ends, and it is told. */
  uninstall(): void;
  /** Somebody revokes its token, and it is told. */
  revoke(): void;
  /** Whether tokens of later installs end after twelve hours. */
  rotateTokens(on: boolean): void;
  /** Of a Grid: an admin brings the app to workspaces, or takes it out of them. */
  moveApp(teamIds: readonly string[], how: 'granted' | 'revoked'): void;
  /** Asks the app's address for its challenge. */
  verifyUrl(): Promise<boolean>;
  /** Resolves when no event is under way any more, retries included. */
  idle(): Promise<void>;
}

export interface ControlServices {
  readonly store: WorkspaceStore;
  readonly views: Views;
  readonly interactions: Interactions;
  readonly sender: EventSender;
  readonly log: DeliveryLog;
  readonly faults: Faults;
  /** Moves the workspace's clock. */
  readonly advance: (ms: number) => void;
}

export function createControl(services: ControlServices): WorkspaceControl {
  const { store, interactions, sender, log, faults } = services;
  const inside = (user: string, channel: string): void => {
    if (!channelOf(store.get(), channel).members.includes(user)) throw new WorkspaceError('not_in_channel');
  };
  const setApp = (fields: Partial<WorkspaceState['app']>): void =>
    store.apply((state) => ({ state: { ...state, app: { ...state.app, ...fields } }, events: [], result: undefined }));
  return {
    state: store.get,
    person: (wanted) => personNamed(store.get(), wanted),
    channel: (wanted) => Object.values(store.get().channels).find((one) => one.name === wanted) ?? channelOf(store.get(), wanted),
    join: (user, channel) => store.apply(join(user, channel, null)),
    leave: (user, channel) => store.apply(leave(user, channel, user)),
    inviteToChannel: (inviter, user, channel) => {
      inside(inviter, channel);
      return store.apply(join(user, channel, inviter));
    },
    removeFromChannel: (actor, user, channel) => store.apply(leave(user, channel, actor)),
    post: (user, channel, text) => {
      if (channelIsOpen(store.get(), user, channel))
        return store.apply(say({ channel, author: user, text: escapeTyped(store.get(), text), blocks: [], ephemeralTo: null }));
      throw new WorkspaceError('not_in_channel');
    },
    react: (user, channel, ts, reaction) => {
      inside(active(store.get(), user), channel);
      store.apply(react(user, channel, ts, reaction));
    },
    createChannel: (user, wanted) => store.apply(create(user, wanted)),
    renameChannel: (channel, name) => store.apply(rename(channel, name)),
    archiveChannel: (user, channel) => store.apply(archive(user, channel)),
    unarchiveChannel: (user, channel) => store.apply(unarchive(user, channel)),
    shareChannel: (channel, shared) => store.apply(share(channel, shared)),
    changeProfile: (user, profile) => store.apply(changeProfile(user, profile)),
    setGuest: (user, guest) => store.apply(setGuest(user, guest)),
    deactivate: (user) => store.apply(deactivate(user)),
    reactivate: (user) => store.apply(reactivate(user)),
    invite: (invitation) => store.apply(invite(invitation)),
    populate: (count) => store.apply(populate(count)),
    command: (user, channel, command, text) => interactions.command(active(store.get(), user), channel, command, text),
    act: (user, source, block, action, chosen = null, values = {}) =>
      interactions.act(active(store.get(), user), source, block, action, chosen, values),
    submit: (user, view, values) => interactions.submit(active(store.get(), user), view, values),
    closeView: (user, view) => interactions.closeView(user, view),
    suggest: (user, source, block, action, query) => interactions.suggest(user, source, block, action, query),
    openHome: (user) => interactions.openHome(active(store.get(), user)),
    view: (user) => viewAs(services, user),
    deliveries: log.list,
    fault: (target, fault, times = 1) => faults.set(target, fault, times),
    clearFaults: () => faults.clear(),
    outage: (ms) => faults.outage(ms),
    advance: services.advance,
    grant: (scopes) => setApp({ scopes: [...scopes] }),
    revokeToken: (revoked = true) => setApp({ tokenRevoked: revoked }),
    uninstall: () => void store.apply(uninstallApp()),
    revoke: () => void store.apply(revokeApp()),
    rotateTokens: (on) => setApp({ rotation: on }),
    moveApp: (teamIds, how) => void store.apply(moveApp(teamIds, how)),
    verifyUrl: sender.verify,
    idle: sender.idle,
  };
}

function personNamed(state: WorkspaceState, wanted: string): Person {
  const key = wanted.toLowerCase();
  const all = Object.values(state.people);
  const found = all.find((p) => p.id === wanted || p.name === key || p.realName === wanted || p.email?.toLowerCase() === key);
  return found ?? personOf(state, wanted);
}

/** The id of a member who can act. Throws `user_not_found`, `user_is_deactivated`. */
function active(state: WorkspaceState, user: string): string {
  if (personOf(state, user).deleted) throw new WorkspaceError('user_is_deactivated');
  return user;
}

function channelIsOpen(state: WorkspaceState, user: string, channel: string): boolean {
  active(state, user);
  if (state.directMessages[user] === channel) return true;
  const found = channelOf(state, channel);
  if (found.archived) throw new WorkspaceError('is_archived');
  return found.members.includes(user);
}

/** What this member may see: public channels and their own, what was said there, and what was said to them alone. */
function viewAs({ store, views, log }: ControlServices, user: string): Omit<WorkspaceView, 'eventsUrl' | 'dashboardUrl'> {
  const state = store.get();
  const me = personOf(state, user);
  const guest = me.guest !== 'none' || !isOwnTeam(state, me.teamId);
  const channels = Object.values(state.channels).filter((channel) => channel.members.includes(user) || (!channel.isPrivate && !guest));
  const directMessage = state.directMessages[user] ?? null;
  const seen = new Set([...channels.map((channel) => channel.id), directMessage]);
  return {
    version: store.version(),
    team: state.team,
    partner: state.partner,
    app: { id: state.app.id, name: state.app.name, botUserId: state.app.botUserId },
    people: Object.values(state.people),
    channels,
    directMessage,
    messages: state.messages.filter(
      (message) => seen.has(message.channel) && (message.ephemeralTo === null || message.ephemeralTo === user),
    ),
    views: views.stackOf(user),
    home: views.homeOf(user),
    deliveries: log.list().slice(0, 60),
  };
}
