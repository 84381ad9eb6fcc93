import type { User } from '../rules/model.ts';
import { permissionsOf } from '../rules/roles.ts';
import { type Summary, summaryOf } from './present.ts';
import type { Settled } from './settle.ts';
import type { World } from './world.ts';

/** What a change does to one person: what they hold, and which permissions come and go. */
export interface RoleEffect {
  id: string;
  name: string;
  email: string | null;
  /** Null for somebody who begins with it. */
  before: Summary | null;
  after: Summary;
  gains: string[];
  loses: string[];
}

type Step = Pick<Settled, 'before' | 'after'>;

/** Users whom a change leaves as they are, but for what their roles give. */
export const unchanged = (users: User[]): Step[] => users.map((user) => ({ before: user, after: user }));

/** P0: who loses what, and who gains what, by name. Somebody decided twice is shown from their first state to their last. */
export function effectsOn(world: World, steps: Step[]): RoleEffect[] {
  const byId = new Map<string, Step>();
  for (const { before, after } of steps)
    byId.set(after.id, { before: byId.has(after.id) ? (byId.get(after.id)?.before ?? null) : before, after });
  const present = [...byId.values()].filter(({ after }) => world.table.users.get(after.id) !== null);
  return present.map((step) => effectOn(world, step)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether anything is another afterwards. */
export const isEffect = ({ before, after, gains, loses }: RoleEffect): boolean =>
  gains.length + loses.length > 0 || JSON.stringify(before) !== JSON.stringify(after);

function effectOn(world: World, { before, after }: Step): RoleEffect {
  const had = before ? permissionsOf(before, world.policyBefore.customRoles) : new Set<string>();
  const has = permissionsOf(after, world.policy.customRoles);
  return {
    id: after.id,
    name: after.name,
    email: after.email,
    before: before && summaryOf(before, world.policyBefore),
    after: summaryOf(after, world.policy),
    gains: [...has].filter((permission) => !had.has(permission)),
    loses: [...had].filter((permission) => !has.has(permission)),
  };
}
