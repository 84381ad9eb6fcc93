import type { Asker } from '../rules/guards.ts';
import type { ScimGroup } from '../rules/model.ts';
import { emailKey } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import { displayNameKey } from '../store/tables/scim-groups.ts';
import { Ambiguous } from './errors.ts';
import { usersAmong } from './group-reach.ts';
import { isAwake } from './people.ts';
import type { World } from './world.ts';

/** The awake group with this id, else with this name, case aside. @throws Refusal P7; Ambiguous where several bear the name */
export function groupNamed(world: World, nameOrId: string): ScimGroup {
  const byId = world.table.scimGroups.get(nameOrId);
  if (byId && isAwake(world, byId)) return byId;
  const [group, ...others] = world.table.scimGroups.find('displayName', displayNameKey(nameOrId)).filter((found) => isAwake(world, found));
  if (group && others.length > 0)
    throw new Ambiguous(
      nameOrId,
      [group, ...others].map(({ id }) => id),
    );
  if (group) return group;
  throw new Refusal(
    'P7',
    `The IdP has pushed no group ${nameOrId}`,
    'Push it from the IdP first; rollcall scim status says how many groups there are',
  );
}

/**
 * P6: whether the asker is in a group, by their link, or by their email while SCIM isn't installed yet. Whoever holds a key of the
 * organization's may be in any: nobody knows who it is.
 */
export function askerIsIn(world: World, asker: Asker, groupId: string): boolean {
  if (asker.operator) return false;
  if (!asker.user) return true;
  const members = usersAmong(world, [groupId]);
  if (asker.user.scim && members.includes(asker.user.scim.id)) return true;
  const email = emailKey(asker.user.email);
  return email !== null && world.table.scimUsers.find('email', email).some((scim) => isAwake(world, scim) && members.includes(scim.id));
}
