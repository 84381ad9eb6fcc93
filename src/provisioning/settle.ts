import { decide } from '../rules/decide.ts';
import { lastOwnerStays } from '../rules/guards.ts';
import { type RuleId, scimDecides, type User } from '../rules/model.ts';
import { ownersBefore, type Step, toRetain } from '../rules/owners.ts';
import type { Reason } from '../rules/reason.ts';
import { keysFollow } from './api-keys.ts';
import { holdBack } from './hold-back.ts';
import { beginWithMember, beginWithScim, linkByEmail, linkByIdentity } from './link.ts';
import { forEach, mapEach } from './memory-table.ts';
import { noteStep } from './note-step.ts';
import { emailsOf, isAwake, mayBeFirstOwner, namesakesOf, personOf, userOfMember, userOfScim } from './people.ts';
import type { World } from './world.ts';

/** Whom a change touches: facts and users by id; emails that were somebody's until now. */
export interface Seeds {
  slackMembers?: string[];
  scimUsers?: string[];
  users?: string[];
  emails?: (string | null)[];
  /** The Slack member whose profile this very change changed (P8, I8). */
  slackProfileChanged?: string;
}

export interface Manner {
  /** P5: by hand, taking the last owner is refused; by anything else that owner is retained. */
  byHand?: boolean;
  /** The rule of a change by hand, where the reason for the outcome isn't it. */
  rule?: ByHand;
  /** The users as they were before the verb changed them itself; for the others, before is now. */
  before?: Map<string, User | null>;
  /** I10: the IdP sent this, so it is held where it takes from too many. */
  fromIdp?: boolean;
  /** I10: users whose held change an owner lets happen. */
  approved?: Set<string>;
}

/** What was changed by hand, and the rule that allows it. */
export interface ByHand {
  about: Reason['about'];
  rule: RuleId;
}

/** What a change did to one user, and why they are now as they are. */
export interface Settled extends Step {
  reasons: Reason[];
}

/**
 * Has everybody whom a change touches decided again: links and begins whom the rules say, decides each from all the facts, keeps
 * the last owner (P5), and writes users and audit to the world. Every verb ends here.
 * @throws Refusal P5 by hand
 */
export function settle(world: World, seeds: Seeds, manner: Manner = {}): Settled[] {
  const before = new Map(manner.before);
  const touch = (id: string, user: User | null): void => {
    if (!before.has(id)) before.set(id, user);
  };
  const people = gather(world, seeds);
  forEach(people.scimUsers, (scim) => linkByIdentity(world, scim, touch));
  forEach(people.emails, (email) => linkByEmail(world, email, touch));
  forEach(people.scimUsers, (scim) => beginWithScim(world, scim, touch));
  forEach(people.members, (member) => beginWithMember(world, member, touch));
  for (const user of affected(world, people, seeds.users ?? [])) touch(user.id, user);
  const activeBefore = world.ledger.users.active;
  const decided = decideAll(world, before, seeds).map((step) => withAbsorbed(step, before));
  const settled = holdBack(world, decided, manner, activeBefore);
  keepAnOwner(world, settled, manner);
  for (const step of settled) noteStep(world, step, manner.rule);
  keysFollow(world, settled);
  return settled;
}

/** The facts behind the seeds, and those of everybody who answers to the same emails. */
function gather(world: World, seeds: Seeds) {
  const present = <T>(row: T | null): row is T => row !== null;
  const rows = mapEach(seeds.slackMembers ?? [], (id) => world.table.slackMembers.get(id));
  const members = new Map(rows.filter(present).map((member) => [member.id, member]));
  const facts = mapEach(scimDecides(world.policy) ? (seeds.scimUsers ?? []) : [], (id) => world.table.scimUsers.get(id));
  const scimUsers = new Map(
    facts
      .filter(present)
      .filter((scim) => isAwake(world, scim))
      .map((scim) => [scim.id, scim]),
  );
  const old = (seeds.emails ?? []).filter(present).map((email) => email.toLowerCase());
  const emails = [...new Set([...emailsOf([...members.values()], [...scimUsers.values()]), ...old])].sort();
  forEach(emails, (email) => {
    const namesakes = namesakesOf(world, email);
    for (const { member } of namesakes.members) members.set(member.id, member);
    for (const { scim } of namesakes.scimUsers) scimUsers.set(scim.id, scim);
  });
  return { emails, members: [...members.values()], scimUsers: [...scimUsers.values()] };
}

function affected(world: World, people: ReturnType<typeof gather>, userIds: string[]): User[] {
  const users = [
    ...mapEach(people.members, (member) => userOfMember(world, member)),
    ...mapEach(people.scimUsers, (scim) => userOfScim(world, scim.id)),
    ...mapEach(userIds, (id) => world.table.users.get(id)),
  ];
  return users.filter((user) => user !== null);
}

function decideAll(world: World, before: Map<string, User | null>, seeds: Seeds): Settled[] {
  const ids = mapEach(before.keys(), (id) => ({ id, user: world.table.users.get(id) })).flatMap(({ id, user }) => (user ? [id] : []));
  return mapEach(ids, (id) =>
    decideOne(world, id, before.get(id) ?? null, { seeds, keepsOwner: world.ledger.retainedOwnerId === id && world.ledger.owners === 0 }),
  );
}

function decideOne(world: World, id: string, before: User | null, how: { seeds: Seeds; keepsOwner: boolean }): Settled {
  const user = world.table.users.get(id) as User;
  const slackProfileChanged = user.slackMemberId !== null && user.slackMemberId === how.seeds.slackProfileChanged;
  const person = personOf(world, user, { before, slackProfileChanged, keepsOwner: how.keepsOwner });
  const { decided, reasons } = decide(person, world.policy, world.origin.at);
  const after = { ...user, ...decided };
  if (!same(user, after)) world.putUser(after);
  return { before, after: world.table.users.get(id) as User, reasons };
}

/** L1, P5: what was held by those who were merged into a user in this change counts as held by that user. */
function withAbsorbed(step: Settled, before: Map<string, User | null>): Settled {
  const gone = step.after.mergedIds.filter((id) => !step.before?.mergedIds.includes(id));
  const absorbed = gone.flatMap((id) => before.get(id) ?? []);
  return absorbed.length > 0 ? { ...step, absorbed } : step;
}

const same = (a: User, b: User): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * P5: where the change leaves no owner, the earliest of those it took the role from keeps it; where it brings one, whoever was
 * retained is released. What counts is the end of the change, so this comes after everybody is decided.
 */
function keepAnOwner(world: World, settled: Settled[], { byHand }: Manner): void {
  const { owners, retainedOwnerId } = world.ledger;
  if (owners > 0 && retainedOwnerId) redecide(world, settled, retainedOwnerId, false);
  if (owners > 0 || retainedOwnerId) return;
  const [lost] = ownersBefore(settled);
  if (lost && byHand) lastOwnerStays(lost.after.name);
  const last = toRetain(settled);
  const owner = last ?? firstOwner(world);
  if (owner) redecide(world, settled, owner.id, last !== null);
}

/** P9: who is Owner while nobody is, without SCIM. */
function firstOwner(world: World): User | null {
  if (scimDecides(world.policy)) return null;
  const { slackMembers } = world.table;
  const members = [...slackMembers.find('installer', 'installer'), ...slackMembers.find('primaryOwner', 'primary')];
  const first = members.filter((member) => mayBeFirstOwner(world, member)).map((member) => userOfMember(world, member));
  return first.find((user) => user?.status === 'active') ?? null;
}

function redecide(world: World, settled: Settled[], id: string, keepsOwner: boolean): void {
  const user = world.table.users.get(id);
  if (!user) return;
  const at = settled.findIndex(({ after }) => after.id === id);
  const before = at < 0 ? user : (settled[at]?.before ?? null);
  const step = decideOne(world, id, before, { seeds: {}, keepsOwner });
  if (at < 0) settled.push(step);
  else settled[at] = { ...settled[at], ...step };
}
