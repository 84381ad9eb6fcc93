import type { Logger } from 'pino';
import type { Means } from '../../provisioning/means.ts';
import type { Origin } from '../../rules/model.ts';
import type { Lifecycle } from '../install/lifecycle.ts';
import type { Installation } from '../installation.ts';

/** What the work on one event has at hand. `log` names the event in every line. */
export interface EventContext {
  means: Means;
  installation: Installation;
  lifecycle: Lifecycle;
  /** Has the organization compared with Slack in the background. */
  remirror: () => void;
  /** X1: the event as the cause, Slack as the actor. */
  origin: Origin;
  log: Logger;
  signal: AbortSignal;
}

/** @throws what Slack or the database answers when it can't be done now: it is tried again */
export type EventWork = (context: EventContext, event: unknown) => Promise<void>;
