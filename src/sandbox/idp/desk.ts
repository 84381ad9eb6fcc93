/** What the IdP's verbs work at: the directory's present state, the log of requests, and the line to the service. */
import type { Exchange } from '../control/contract.ts';
import type { Random } from '../workspace/ids.ts';
import { WorkspaceError } from '../workspace/transition.ts';
import { isHttpUrl, type SendScim, scimClient } from './client.ts';
import type { Dialect } from './dialect.ts';
import { entra } from './entra.ts';
import type { IdpState, Vendor } from './model.ts';
import { okta } from './okta.ts';

export interface IdpOptions {
  readonly initial: IdpState;
  readonly save: (state: IdpState) => void;
  readonly now: () => number;
  readonly random: Random;
  readonly abort: AbortSignal;
}

export interface Line {
  readonly dialect: Dialect;
  readonly send: SendScim;
}

export interface Desk {
  get(): IdpState;
  /** Saves before it is believed. */
  set(next: IdpState): void;
  /** Newest first. */
  log(): readonly Exchange[];
  version(): number;
  /** The line in the chosen vendor's manner. Throws `endpoint_not_set`. */
  line(): Line;
}

const dialects: Readonly<Record<Vendor, Dialect>> = { okta, entra };
const keptExchanges = 200;

export function createDesk(options: IdpOptions): Desk {
  let state = options.initial;
  let log: readonly Exchange[] = [];
  let version = 1;
  let nextId = 1;
  const record = (exchange: Omit<Exchange, 'id'>): void => {
    log = [{ id: nextId, ...exchange }, ...log].slice(0, keptExchanges);
    nextId += 1;
    version += 1;
  };
  return {
    get: () => state,
    log: () => log,
    version: () => version,
    set: (next) => {
      options.save(next);
      state = next;
      version += 1;
    },
    line: () => {
      const { baseUrl, token, vendor } = state;
      if (!isHttpUrl(baseUrl) || token === '') throw new WorkspaceError('endpoint_not_set');
      const dialect = dialects[vendor];
      const { headers, contentType } = dialect;
      return { dialect, send: scimClient({ baseUrl, token, headers, contentType, now: options.now, record, abort: options.abort }) };
    },
  };
}
