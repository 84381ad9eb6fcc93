import { type Asker, mustHold } from '../rules/guards.ts';
import type { Origin } from '../rules/model.ts';
import { mayConnect, providerOf } from '../rules/setup.ts';
import type { Means } from './means.ts';
import { newScimToken, putToken } from './scim-tokens.ts';

/**
 * I1, I2: starts installing. What the IdP pushes from now on is stored and shown, and changes nobody (I3).
 * @returns the bearer token, which is shown this once
 * @throws Refusal I1, I2
 */
export async function connectScim(
  means: Means,
  organizationId: string,
  origin: Origin,
  asker: Asker,
  providerId: string,
): Promise<{ token: string }> {
  const provider = providerOf(providerId, means.supportEmail);
  const { token, kept } = newScimToken(means, 'First token');
  await means.committer.commit(organizationId, origin, (world) => {
    mustHold(asker, 'manage_security_settings', world.policy);
    mayConnect(world.policy);
    world.policy = {
      ...world.policy,
      scim: { ...world.policy.scim, state: 'connecting', provider, startedAt: origin.at, installedAt: null },
    };
    world.note({ action: 'scim.connected', rule: 'I2', before: { state: 'not_installed' }, after: { state: 'connecting', provider } });
    putToken(world, kept);
  });
  return { token };
}
