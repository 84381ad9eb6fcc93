/** One company of the sandbox: a workspace or a Grid, with everything that works on it. */
import type { DeliveryLog } from './events/deliveries.ts';
import { createSender } from './events/sender.ts';
import type { Transport } from './events/transport.ts';
import type { Faults } from './faults.ts';
import { createInteractions } from './interactions/interact.ts';
import { createResponseUrls, type ResponseUrls } from './interactions/response-urls.ts';
import { createTriggers, type Triggers } from './interactions/triggers.ts';
import { createViews, type Views } from './interactions/views.ts';
import type { Random } from './workspace/ids.ts';
import type { WorkspaceState } from './workspace/model.ts';
import { createStore, type WorkspaceStore } from './workspace/store.ts';
import { createControl, type WorkspaceControl } from './workspace-control.ts';

export interface Company {
  readonly store: WorkspaceStore;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly workspace: WorkspaceControl;
  close(): Promise<void>;
}

export interface CompanyOptions {
  readonly initial: WorkspaceState;
  readonly save: (state: WorkspaceState) => void;
  /** The workspace's own time. */
  readonly workspaceNow: () => number;
  readonly now: () => number;
  readonly random: Random;
  readonly retryDelaysMs: readonly number[];
  readonly log: DeliveryLog;
  readonly faults: Faults;
  readonly advance: (ms: number) => void;
  readonly origin: () => string;
  readonly transport: () => Transport | null;
  readonly url: () => string | null;
  readonly abort: AbortSignal;
}

export function createCompany(options: CompanyOptions): Company {
  const { now, random, log, faults, advance, origin, transport, url, abort } = options;
  const store: WorkspaceStore = createStore({
    initial: options.initial,
    now: options.workspaceNow,
    random,
    save: options.save,
    emit: (event) => sender.emit(event),
  });
  const sender = createSender({ state: store.get, transport, url, now, random, retryDelaysMs: options.retryDelaysMs, log, faults });
  const views = createViews({ state: store.get, random, now, changed: store.touch });
  const triggers = createTriggers(now);
  const responseUrls = createResponseUrls({ store, now, origin });
  const interactions = createInteractions({ store, views, triggers, responseUrls, log, transport, now, emit: sender.emit, abort });
  const workspace = createControl({ store, views, interactions, sender, log, faults, advance });
  return { store, views, triggers, responseUrls, workspace, close: sender.close };
}
