import type { Asker } from '../rules/guards.ts';
import type { Actor, Organization, User } from '../rules/model.ts';

/** Who calls, and for which organization. */
export interface Caller {
  asker: Asker;
  /** Null for whoever is no person. */
  user: User | null;
  actor: Actor;
  organization: Organization;
  /** The API key that the request came with, if any. */
  keyId: string | null;
}
