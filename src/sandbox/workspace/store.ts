import { type Random, slackId, stamps } from './ids.ts';
import type { WorkspaceState } from './model.ts';
import type { SlackEvent, Transition } from './transition.ts';

export interface WorkspaceStore {
  get(): WorkspaceState;
  /** Runs one change: the new state is kept and saved before its events go out. Throws what the change throws, and then nothing has changed. */
  apply<T>(transition: Transition<T>): T;
  /** Moves with every change, so that a page knows whether there is something new. */
  version(): number;
  /** Says that something outside of the state changed that pages show (a view, a delivery). */
  touch(): void;
}

export interface StoreOptions {
  readonly initial: WorkspaceState;
  readonly now: () => number;
  readonly random: Random;
  readonly save: (state: WorkspaceState) => void;
  readonly emit: (event: SlackEvent) => void;
}

/** The one place that holds the workspace's present state. */
export function createStore(options: StoreOptions): WorkspaceStore {
  let state = options.initial;
  let version = 1;
  const ts = stamps(options.now);
  return {
    get: () => state,
    version: () => version,
    touch: () => {
      version += 1;
    },
    apply: (transition) => {
      const outcome = transition(state, { now: options.now(), ts, id: (prefix) => slackId(options.random, prefix) });
      if (outcome.state !== state) {
        options.save(outcome.state);
        state = outcome.state;
        version += 1;
      }
      for (const event of outcome.events) options.emit(event);
      return outcome.result;
    },
  };
}
