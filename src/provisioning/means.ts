import type { Database } from '../store/connection.ts';
import type { Committer } from './commit.ts';

/** What verbs that reach beyond one batch work with. Time and randomness are arguments. */
export interface Means {
  db: Database;
  committer: Committer;
  newId: () => string;
  now: () => Date;
  randomBytes: (size: number) => Buffer;
  /** Where people are sent who need an IdP that isn't supported (I2). */
  supportEmail: string | null;
}
