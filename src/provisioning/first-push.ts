import type { World } from './world.ts';

/** The IdP has pushed something: the connection works, and what is left is the mapping (I3). */
export function firstPush(world: World): void {
  const { policy } = world;
  if (policy.scim.state === 'connecting') world.policy = { ...policy, scim: { ...policy.scim, state: 'mapping' } };
}
