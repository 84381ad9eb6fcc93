/** Modals (a stack of at most three for each person) and App Home, as Slack keeps them. */
import { refuse } from '../blocks/check.ts';
import { homeSchema, modalSchema } from '../blocks/schema.ts';
import { SlackError } from '../slack-error.ts';
import { secret, slackId } from '../workspace/ids.ts';
import { withBlockIds } from '../workspace/messages.ts';
import type { Block, WorkspaceState } from '../workspace/model.ts';

/** A view as Slack's `view` object has it. `state` is filled in when it is submitted. */
export interface View {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly callback_id: string;
  readonly external_id: string;
  readonly private_metadata: string;
  readonly hash: string;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
  readonly blocks: readonly Block[];
  readonly [field: string]: unknown;
}

export interface Views {
  open(user: string, view: unknown): View;
  push(user: string, view: unknown): View;
  update(which: { readonly id: string; readonly externalId: string; readonly hash: string }, view: unknown): View;
  publish(user: string, hash: string, view: unknown): View;
  /** The top one is last. */
  stackOf(user: string): readonly View[];
  homeOf(user: string): View | null;
  /** Takes the top view away, or all of them. */
  close(user: string, all: boolean): void;
}

export interface ViewsOptions {
  readonly state: () => WorkspaceState;
  readonly random: () => number;
  readonly now: () => number;
  readonly changed: () => void;
}

const deepest = 3;
const largest = 250_000;

export function createViews(options: ViewsOptions): Views {
  const stacks = new Map<string, readonly View[]>();
  const homes = new Map<string, View>();
  const stackOf = (user: string): readonly View[] => stacks.get(user) ?? [];
  const setStack = (user: string, stack: readonly View[]): void => {
    stacks.set(user, stack);
    options.changed();
  };
  const add = (user: string, sent: unknown, below: readonly View[]): View => {
    const view = build(options, sent, 'modal', below.at(-1) ?? null, null);
    refuseTwin([...stacks.values()].flat(), view);
    setStack(user, [...below, view]);
    return view;
  };
  return {
    stackOf,
    homeOf: (user) => homes.get(user) ?? null,
    open: (user, view) => add(user, view, []),
    push: (user, view) => {
      if (stackOf(user).length === 0) throw new SlackError('not_found');
      if (stackOf(user).length >= deepest) throw new SlackError('push_limit_reached');
      return add(user, view, stackOf(user));
    },
    update: (which, sent) => {
      const [user, old] = find(stacks, which);
      if (which.hash !== '' && which.hash !== old.hash) throw new SlackError('hash_conflict');
      const view = build(options, sent, 'modal', null, old);
      setStack(
        user,
        stackOf(user).map((one) => (one.id === old.id ? view : one)),
      );
      return view;
    },
    publish: (user, hash, sent) => {
      const old = homes.get(user) ?? null;
      if (hash !== '' && hash !== old?.hash) throw new SlackError('hash_conflict');
      const view = build(options, sent, 'home', null, old);
      homes.set(user, view);
      options.changed();
      return view;
    },
    close: (user, all) => setStack(user, all ? [] : stackOf(user).slice(0, -1)),
  };
}

function find(
  stacks: ReadonlyMap<string, readonly View[]>,
  which: { readonly id: string; readonly externalId: string },
): readonly [string, View] {
  for (const [user, stack] of stacks) {
    const view = stack.find((one) =>
      which.id !== '' ? one.id === which.id : which.externalId !== '' && one.external_id === which.externalId,
    );
    if (view !== undefined) return [user, view];
  }
  throw new SlackError('not_found');
}

function refuseTwin(all: readonly View[], view: View): void {
  if (view.external_id !== '' && all.some((one) => one.external_id === view.external_id)) throw new SlackError('duplicate_external_id');
}

/** What was sent, checked, with what Slack adds. `old`: the view that it takes the place of. */
function build(options: ViewsOptions, sent: unknown, type: View['type'], previous: View | null, old: View | null): View {
  if (typeof sent !== 'object' || sent === null)
    throw new SlackError('invalid_arguments', { response_metadata: { messages: ['[ERROR] missing required field: view'] } });
  if (JSON.stringify(sent).length > largest) throw new SlackError('view_too_large');
  refuse('invalid_arguments', (type === 'modal' ? modalSchema : homeSchema).safeParse(sent), '/view');
  const { team, app } = options.state();
  const fields = sent as { readonly blocks: readonly Block[] };
  const id = old?.id ?? slackId(options.random, 'V');
  return {
    close: null,
    submit: null,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...fields,
    type,
    id,
    team_id: team.id,
    state: { values: {} },
    hash: `${Math.floor(options.now() / 1000)}.${secret(4)}`,
    root_view_id: old?.root_view_id ?? previous?.root_view_id ?? id,
    previous_view_id: old === null ? (previous?.id ?? null) : old.previous_view_id,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
    blocks: withBlockIds(fields.blocks, (prefix) => slackId(options.random, prefix)),
  };
}
