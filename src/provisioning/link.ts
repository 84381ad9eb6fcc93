import { beginningOf } from '../rules/arrival.ts';
import { conflictOf, matchOf, older } from '../rules/linking.ts';
import { emailKey, linkOf, type ScimLink, type ScimUser, type SlackMember, type User } from '../rules/model.ts';
import { isAwake, namesakesOf, userOfMember, userOfScim } from './people.ts';
import type { World } from './world.ts';

/** Told of each user before it is changed for the first time; null if it begins now. */
export type Touch = (id: string, before: User | null) => void;

/** L6 and I8: gives a SCIM user of nobody to the user who was it before, by its id, else by `externalId`. */
export function linkByIdentity(world: World, scim: ScimUser, touch: Touch): void {
  if (userOfScim(world, scim.id)) return;
  const known = (user: User): boolean =>
    !linkOf(user, world.policy) && !user.apart.includes(scim.id) && user.formerScim?.left !== 'unlinked';
  const byId = [...world.table.users.find('scim', scim.id), ...world.table.users.find('former', scim.id)];
  const byExternalId = scim.externalId ? world.table.users.find('externalId', scim.externalId) : [];
  const user = byId.find(known) ?? byExternalId.find(known);
  if (!user) return;
  touch(user.id, user);
  world.putUser(withScim(world, user, scim, 'identity'));
}

/** L1: joins those who answer to one email, where the rule says that they are one person; who becomes a user by it, does. */
export function linkByEmail(world: World, email: string, touch: Touch): void {
  const match = matchOf(namesakesOf(world, email), world.policy);
  if (!match) return;
  const { member, scim } = match;
  const mine = member && userOfMember(world, member);
  const theirs = scim && userOfScim(world, scim.id);
  const user = mine && theirs && mine.id !== theirs.id ? merge(world, mine, theirs, touch) : (mine ?? theirs ?? match.user);
  if (user) unite(world, user, member, scim, touch);
  else beginWith(world, member, scim, touch);
}

function unite(world: World, user: User, member: SlackMember | null, scim: ScimUser | null, touch: Touch): void {
  const current = world.table.users.get(user.id) ?? user;
  const linked = scim && linkOf(current, world.policy)?.id !== scim.id;
  const attached = member && current.slackMemberId !== member.id;
  if (!linked && !attached) return;
  touch(user.id, current);
  const withMember = attached ? { ...current, slackMemberId: member.id } : current;
  world.putUser(linked ? withScim(world, withMember, scim, 'email') : withMember);
}

export function withScim(world: World, user: User, { id, externalId }: ScimUser, by: ScimLink['by']): User {
  return {
    ...user,
    scim: { id, externalId, epoch: world.policy.scim.epoch, by },
    formerScim: null,
    apart: user.apart.filter((account) => account !== id),
  };
}

/**
 * L1: makes one user of two who are one person: the older id, what was given by hand or earned by either, both audits.
 * @returns the user that stays, with the accounts of both
 */
export function merge(world: World, a: User, b: User, touch: Touch): User {
  const kept = older(a, b);
  const gone = kept === a ? b : a;
  touch(kept.id, kept);
  touch(gone.id, gone);
  const granted =
    [kept, gone].find((user) => user.grantedRole === 'owner') ?? [kept, gone].find((user) => user.grantedRole === 'admin') ?? kept;
  const merged: User = {
    ...kept,
    slackMemberId: kept.slackMemberId ?? gone.slackMemberId,
    scim: linkOf(kept, world.policy) ?? linkOf(gone, world.policy) ?? kept.scim ?? gone.scim,
    formerScim: kept.formerScim ?? gone.formerScim,
    apart: [...new Set([...kept.apart, ...gone.apart])],
    grantedRole: granted.grantedRole,
    grantedBy: granted.grantedBy,
    customRoles: [...new Set([...kept.customRoles, ...gone.customRoles])].sort(),
    retained: kept.retained || gone.retained,
    responder: kept.responder ?? gone.responder,
    onCall: kept.onCall ?? gone.onCall,
    mergedIds: [...kept.mergedIds, gone.id, ...gone.mergedIds],
  };
  world.deleteUser(gone);
  world.putUser(merged);
  const of = (user: User) => ({ id: user.id, slackMemberId: user.slackMemberId, scimUserId: user.scim?.id ?? null });
  world.note({ action: 'user.merged', rule: 'L1', userId: kept.id, before: { kept: of(kept), merged: of(gone) }, after: of(merged) });
  return merged;
}

/** E1 to E5: makes a Slack member and a SCIM user, or either, a user where something does. */
function beginWith(world: World, member: SlackMember | null, scim: ScimUser | null, touch: Touch): void {
  const beginning = beginningOf(member, scim, world.policy);
  if (!beginning) return;
  const link: ScimLink | null = scim && { id: scim.id, externalId: scim.externalId, epoch: scim.epoch, by: member ? 'email' : 'created' };
  begin(world, beginning.rule, { slackMemberId: member?.id ?? null, scim: link }, touch);
}

/** The same for a Slack member whom no email joined to anybody. */
export function beginWithMember(world: World, member: SlackMember, touch: Touch): void {
  if (!userOfMember(world, member)) beginWith(world, member, null, touch);
}

/** The same for a SCIM user whom no email joined to anybody: it waits while it is in conflict (L3). */
export function beginWithScim(world: World, scim: ScimUser, touch: Touch): void {
  if (isAwake(world, scim) && !userOfScim(world, scim.id) && !conflictWith(world, scim)) beginWith(world, null, scim, touch);
}

/** L3: why a SCIM user of nobody is in conflict, in words; null if it isn't. */
export function conflictWith(world: World, scim: ScimUser): string | null {
  const email = emailKey(scim.email);
  return email ? conflictOf(scim, namesakesOf(world, email), world.policy) : null;
}

function begin(world: World, rule: User['created']['rule'], accounts: Pick<User, 'slackMemberId' | 'scim'>, touch: Touch): void {
  const { at, cause } = world.origin;
  const id = world.newId();
  touch(id, null);
  world.putUser({
    id,
    ...accounts,
    formerScim: null,
    apart: [],
    name: '',
    email: null,
    title: null,
    status: 'active',
    baseRole: 'standard',
    grantedRole: 'standard',
    grantedBy: 'P1',
    customRoles: [],
    retained: false,
    breakGlassUntil: null,
    hold: null,
    lossAt: null,
    responder: null,
    onCall: null,
    seats: [],
    mergedIds: [],
    createdAt: at,
    created: { rule, cause },
  });
}
