import { type Asker, mustHold } from '../rules/guards.ts';
import type { User } from '../rules/model.ts';
import { mayUninstall } from '../rules/setup.ts';
import type { Work } from './commit.ts';
import { dropHolds } from './holds.ts';
import { revokeAllTokens } from './scim-tokens.ts';
import type { World } from './world.ts';

/**
 * I8: revokes the tokens and leaves every user exactly as they are. Raising the epoch puts all of the IdP's facts to sleep at
 * once, whatever their number; the mappings go, and a retained owner is a plain one. While connecting or mapping it cancels.
 * @throws Refusal I1, I8
 */
export const uninstallScim =
  (asker: Asker): Work<void> =>
  (world) => {
    mustHold(asker, 'manage_security_settings', world.policy);
    mayUninstall(world.policy);
    revokeAllTokens(world);
    releaseRetained(world);
    dropHolds(world);
    for (const sweep of world.table.sweeps.find('open', 'open')) world.table.sweeps.put({ ...sweep, finishedAt: world.origin.at });
    const { scim } = world.policy;
    world.policy = {
      ...world.policy,
      mappings: [],
      onCallGroups: [],
      scim: { state: 'not_installed', provider: null, epoch: scim.epoch + 1, startedAt: null, installedAt: null },
    };
    world.ledger = { ...world.ledger, scim: { users: 0, groups: 0, pending: 0 } };
    world.note({ action: 'scim.uninstalled', rule: 'I8', before: { state: scim.state }, after: { state: 'not_installed' } });
  };

function releaseRetained(world: World): void {
  const id = world.ledger.retainedOwnerId;
  const user = id ? world.table.users.get(id) : null;
  if (!user) return;
  const plain = { ...user, grantedRole: 'owner' as const, grantedBy: 'P2' as const, retained: false };
  world.putUser(plain);
  const role = ({ baseRole, retained }: User) => ({ baseRole, retained });
  world.note({ action: 'user.role_memberships_updated', rule: 'I8', userId: user.id, before: role(user), after: role(plain) });
}
