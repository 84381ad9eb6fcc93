import type { Actor, Cause } from '../../rules/model.ts';
import type { TableDefinition } from '../table.ts';

/**
 * A change of policy that has people decided again, batch by batch: confirming (I6), a mapping, a chosen group. Its cursor moves
 * in the transaction that decides the batch, so that a crash at any point loses and repeats nothing.
 */
export interface Sweep {
  id: string;
  kind: 'confirm' | 'policy';
  /** Null: everybody. Else the members of these groups, and those who lost a group that is gone. */
  groupIds: string[] | null;
  /** Which part of the people is next, and after which id. */
  phase: number;
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
