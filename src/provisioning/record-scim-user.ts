import { emailKey, type ScimUser, type User } from '../rules/model.ts';
import type { Want } from '../store/snapshot.ts';
import { userNameKey } from '../store/tables/scim-users.ts';
import type { Work } from './commit.ts';
import { NotFound, Taken } from './errors.ts';
import { firstPush } from './first-push.ts';
import { settlePending } from './pending-members.ts';
import { isAwake, userOfScim } from './people.ts';
import { leaveGroups } from './scim-members.ts';
import { settle } from './settle.ts';
import { wakeScimUser } from './wake.ts';
import type { World } from './world.ts';

/** A SCIM user as its client sent it, with what the rules read of it. */
export type ScimUserInput = Pick<ScimUser, 'userName' | 'externalId' | 'active' | 'email' | 'name' | 'title' | 'resource'>;

type Names = Pick<ScimUser, 'userName' | 'externalId'>;

/** By what a SCIM user is known, and what may wait for them by it (L5, L6). */
const wantsOfNames = ({ userName, externalId }: Names): Want[] => [
  { table: 'scimUsers', index: 'userName', key: userNameKey(userName) },
  { table: 'memberships', index: 'pending', key: userNameKey(userName) },
  ...(externalId
    ? ([
        { table: 'scimUsers', index: 'externalId', key: externalId },
        { table: 'memberships', index: 'pending', key: externalId },
        { table: 'users', index: 'externalId', key: externalId },
      ] as Want[])
    : []),
];

/** Everybody who answers to an email (L1). */
const wantsOfEmail = (email: string | null): Want[] => {
  const key = emailKey(email);
  return key ? (['slackMembers', 'scimUsers', 'users'] as const).map((table) => ({ table, index: 'email', key })) : [];
};

/** What settling somebody who is known already will ask for, so that it is read together. */
const wantsOfUser = (id: string): Want[] => [
  { table: 'scimUsers', index: 'id', key: id },
  { table: 'users', index: 'scim', key: id },
  { table: 'memberships', index: 'member', key: id },
];

/**
 * POST (RFC 7644 §3.3). L6: someone inactive with that `userName` or `externalId` is given back with the same id, brought up to
 * what was sent; I8: so is someone who sleeps.
 * @throws Taken for one who is active, or where the two name two SCIM users
 */
export const createScimUser =
  (input: ScimUserInput): Work<ScimUser> =>
  (world) => {
    world.need(...wantsOfNames(input), ...wantsOfEmail(input.email));
    const returning = returningUser(world, input);
    const { at } = world.origin;
    const latest = { ...input, updatedAt: at, source: sourceOf(world) };
    const user: ScimUser = returning
      ? { ...wakeScimUser(world, returning), ...latest, version: returning.version + 1 }
      : { id: world.newId(), epoch: world.policy.scim.epoch, ...latest, version: 1, createdAt: at };
    if (!returning) world.countScim({ users: 1 });
    firstPush(world);
    return store(world, user, returning);
  };

function returningUser(world: World, { userName, externalId }: ScimUserInput): ScimUser | null {
  const named = world.table.scimUsers.find('userName', userNameKey(userName));
  const external = externalId ? world.table.scimUsers.find('externalId', externalId) : [];
  const awake = [...named, ...external].filter((user) => isAwake(world, user));
  if (new Set(awake.map(({ id }) => id)).size > 1) throw new Taken('userName', 'userName and externalId belong to two different users');
  const [known] = awake;
  if (!known) return named[0] ?? external[0] ?? null;
  if (known.active) throw new Taken(named.includes(known) ? 'userName' : 'externalId', `${known.userName} exists already`);
  return known;
}

/**
 * PUT and PATCH (RFC 7644 §3.5): `change` gives the next state from the current one; an equal one leaves version and date alone.
 * A sleeping SCIM user wakes by it (I8).
 * @throws NotFound, Taken, and whatever `change` throws
 */
export const changeScimUser =
  (id: string, change: (current: ScimUser) => ScimUserInput): Work<ScimUser> =>
  (world) => {
    world.need(...wantsOfUser(id));
    const found = world.table.scimUsers.get(id);
    if (!found) throw new NotFound(`user ${id}`);
    const current = wakeScimUser(world, found);
    const input = change(current);
    if (isSame(current, input)) return current === found ? current : store(world, current, found);
    const next = { ...current, ...input, version: current.version + 1, updatedAt: world.origin.at, source: sourceOf(world) };
    const user = userOfScim(world, id);
    if (user && isAwake(world, found) && sameNames(found, next) && found.email === next.email) return storeOfLinked(world, next, user);
    world.need(...(sameNames(found, input) ? [] : wantsOfNames(input)), ...wantsOfEmail(input.email));
    if (input.userName !== current.userName) mustBeFree(world, id, input.userName);
    return store(world, next, found);
  };

/** An equal resource is the row's own (`sameUserInput`), so nothing has to be looked through. */
const isSame = (current: ScimUser, input: ScimUserInput): boolean =>
  (Object.keys(input) as (keyof ScimUserInput)[]).every((field) => input[field] === current[field]);

/** Whom no other name than before belongs to: nothing waits for them by it, as what names somebody who is awake is theirs at once (L5). */
const sameNames = (was: ScimUser, now: Names): boolean => was.userName === now.userName && was.externalId === now.externalId;

/** RFC 7643 §4.1.1: `userName` is unique. @throws Taken */
function mustBeFree(world: World, id: string, userName: string): void {
  const namesakes = world.table.scimUsers.find('userName', userNameKey(userName));
  if (namesakes.some((user) => isAwake(world, user) && user.id !== id)) throw new Taken('userName', `${userName} exists already`);
}

/** Linking goes by names and emails (L1 to L6): while those stay, a linked user stays linked, and nobody else is touched. */
function storeOfLinked(world: World, scim: ScimUser, user: User): ScimUser {
  world.table.scimUsers.put(scim);
  settle(world, { users: [user.id] }, { fromIdp: true });
  return scim;
}

const sourceOf = ({ origin: { at, cause } }: World): ScimUser['source'] => ({ at, cause });

function store(world: World, user: ScimUser, was: ScimUser | null): ScimUser {
  world.table.scimUsers.put(user);
  if (!was || !isAwake(world, was) || !sameNames(was, user)) settlePending(world, { id: user.id, type: 'User' }, user);
  keepExternalId(world, user);
  settle(world, { scimUsers: [user.id], emails: [emailKey(was?.email)] }, { fromIdp: true });
  return user;
}

/** L6: the user remembers the `externalId`, by which a returning SCIM user is known. */
function keepExternalId(world: World, { id, externalId }: ScimUser): void {
  const user = userOfScim(world, id);
  if (user?.scim && user.scim.externalId !== externalId) world.putUser({ ...user, scim: { ...user.scim, externalId } });
}

/** Brings a sleeping SCIM user back, as any request for its id does (I8). @throws NotFound */
export const wakeUser =
  (id: string): Work<ScimUser> =>
  (world) => {
    const found = world.table.scimUsers.get(id);
    if (!found) throw new NotFound(`user ${id}`);
    return isAwake(world, found) ? found : store(world, wakeScimUser(world, found), found);
  };

/**
 * DELETE (RFC 7644 §3.6): gone for good (L6), from its groups too; the person stays a user by A1, A2 and L4. One that sleeps wakes by
 * it first (I8), so that the user it had loses it. @throws NotFound
 */
export const deleteScimUser =
  (id: string, check: (current: ScimUser) => void = () => undefined): Work<void> =>
  (world) => {
    const found = wakeUser(id)(world);
    check(found);
    const user = userOfScim(world, id);
    leaveGroups(world, id);
    world.countScim({ users: -1 });
    world.table.scimUsers.delete(id);
    if (user?.scim)
      world.putUser({ ...user, scim: null, formerScim: { id, externalId: found.externalId, epoch: user.scim.epoch, left: 'deleted' } });
    settle(
      world,
      { users: user ? [user.id] : [], emails: [emailKey(found.email)] },
      { fromIdp: true, ...(user ? { before: new Map([[user.id, user]]) } : {}) },
    );
  };
