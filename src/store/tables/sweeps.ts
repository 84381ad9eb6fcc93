import type { Actor, Cause } from '../../rules/model.ts';
import type { TableDefinition } from '../table.ts';

/**
 * Confirming (I6): has everybody decided again, batch by batch. Its cursor moves in the transaction that decides the batch, so that
 * a crash at any point loses and repeats nothing, and two processes that try do the work once.
 */
export interface Sweep {
  id: string;
  /** Whether SCIM users or users are next, and after which id. */
  phase: 'scim_users' | 'users';
  after: string | null;
  done: number;
  total: number;
  actor: Actor;
  cause: Cause;
  startedAt: Date;
  finishedAt: Date | null;
}

export const sweeps: TableDefinition<Sweep> = {
  name: 'sweeps',
  shape: 1,
  idScope: 'global',
  keys: {
    open: (sweep) => [sweep.finishedAt === null ? 'open' : null],
  },
};
