import type { Asker } from '../rules/guards.ts';
import { linkOf, type User } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import { userById } from './by-hand.ts';
import type { Work } from './commit.ts';
import { isAwake } from './people.ts';
import { leaveGroups } from './scim-members.ts';
import type { World } from './world.ts';

/**
 * X4: takes a person's name, email and title out of all that is kept of them, on their request: the user, what Slack and a former IdP
 * said, and the names beside the audit. The user, what they held, and the audit's entries stay, by their ids.
 * @returns the user without a name
 * @throws NotFound, Refusal X4 while a source still has them
 */
export const eraseNames =
  (asker: Asker, userId: string): Work<User> =>
  (world) => {
    if (!asker.operator) throw new Refusal('X4', 'Only the operator erases a person', 'Ask whoever runs this installation');
    const user = userById(world, userId);
    mayErase(world, user);
    eraseSlackMember(world, user);
    for (const id of [user.scim?.id, user.formerScim?.id]) if (id) eraseAsleep(world, id);
    const formerScim = user.formerScim && { ...user.formerScim, externalId: null };
    const scim = user.scim && { ...user.scim, externalId: null };
    const nameless: User = { ...user, name: '', email: null, title: null, scim, formerScim };
    world.putUser(nameless);
    const ids = [user.id, ...user.mergedIds];
    // What they were called isn't said again: storing this entry is what takes the names beside the audit away.
    world.note({ action: 'user.erased', rule: 'X4', userId: user.id, before: {}, after: { ids } });
    return nameless;
  };

function mayErase(world: World, user: User): void {
  const called = user.name || user.id;
  if (linkOf(user, world.policy))
    throw new Refusal('X4', `The IdP still has ${called}, and would send the name again`, 'Delete them in the IdP first');
  if (user.status === 'active')
    throw new Refusal('X4', `${called} is active`, 'Deactivate them first: in Slack, or with rollcall deactivate where no source decides');
}

/** Slack goes on telling of a deactivated member: the mark keeps it from bringing the name back. */
function eraseSlackMember(world: World, { slackMemberId }: User): void {
  const member = slackMemberId && world.table.slackMembers.get(slackMemberId);
  if (member) world.table.slackMembers.put({ ...member, name: '', email: null, title: null, erased: true });
}

/** I8: what an uninstalled IdP said of them sleeps here still. */
function eraseAsleep(world: World, scimUserId: string): void {
  const scim = world.table.scimUsers.get(scimUserId);
  if (!scim || isAwake(world, scim)) return;
  leaveGroups(world, scim.id);
  world.table.scimUsers.delete(scim.id);
}
