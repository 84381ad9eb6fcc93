import fc from 'fast-check';
import { changeSeat, changeStatus, setRole, unlinkByHand } from '../../src/provisioning/by-hand.ts';
import type { User } from '../../src/rules/model.ts';
import { type Company, emailOf } from './company.ts';
import { operator } from './facts.ts';

/** Stories for properties: facts that two sources state about a few people, and what people do by hand. */
export const names = ['Ada Okafor', 'Bo Lindqvist', 'Cy Mora'] as const;

/** What is remembered while a story is told: ids that were given out. */
export interface Teller {
  co: Company;
  scimIds: Map<string, string>;
  groupIds: Map<string, string>;
  users: () => Promise<User[]>;
}

export type Fact = (teller: Teller) => Promise<unknown>;

const externalId = (name: string): string => `okta-${name.slice(0, 2)}`;
const slackId = (name: string): string => `U-${name.slice(0, 2)}`;

/** Facts of Slack about one person: each with its stamp, and whole, so that they may arrive in any order. */
const slackFacts = (name: string): fc.Arbitrary<Fact[]> =>
  fc
    .array(
      fc.record({
        deleted: fc.boolean(),
        title: fc.constantFrom('Engineer', 'Lead'),
        arrival: fc.constantFrom('joined', 'signed_in', null),
      }),
      { maxLength: 4 },
    )
    .map((facts) =>
      facts.map(
        ({ deleted, title, arrival }, i): Fact =>
          ({ co }) =>
            co.slack(slackId(name), name, { deleted, title, updated: 1_700_000_000 + i }, deleted ? null : arrival),
      ),
    );

/** Requests of the IdP about one person, in their order. */
const scimFacts = (name: string, toggles: boolean): fc.Arbitrary<Fact[]> =>
  fc
    .record({
      pushed: fc.boolean(),
      first: fc.boolean(),
      changes: fc.array(fc.record({ active: fc.boolean(), title: fc.constantFrom(null, 'CTO') }), { maxLength: 3 }),
    })
    .map(({ pushed, first, changes }) =>
      !pushed
        ? []
        : [
            async ({ co, scimIds }: Teller) =>
              scimIds.set(
                name,
                (await co.push(name, { externalId: externalId(name), active: first || !toggles, email: emailOf(name).toUpperCase() })).id,
              ),
            ...changes.map(
              ({ active, title }): Fact =>
                ({ co, scimIds }) =>
                  co.change(scimIds.get(name) ?? '', { active: active || !toggles, title }),
            ),
          ],
    );

/** Memberships, by a name that may be nobody's yet (L5). Nobody leaves: who was in a group first would count (S4). */
const memberFacts = (name: string): fc.Arbitrary<Fact[]> =>
  fc.subarray(['IT', 'Audit', 'SRE']).map((into) =>
    into.map(
      (group): Fact =>
        ({ co, groupIds }) =>
          co.add(groupIds.get(group) ?? '', externalId(name)),
    ),
  );

/** Takes sequences apart and puts them together in some order that keeps each one's own. */
const interleaved = (sequences: Fact[][]): fc.Arbitrary<Fact[]> =>
  fc.array(fc.nat(), { minLength: 40, maxLength: 40 }).map((picks) => {
    const left = sequences.map((sequence) => [...sequence]).filter(({ length }) => length > 0);
    const told: Fact[] = [];
    for (let i = 0; left.length > 0; i++) {
      const at = (picks[i % picks.length] ?? 0) % left.length;
      const next = left[at]?.shift();
      if (next) told.push(next);
      if (left[at]?.length === 0) left.splice(at, 1);
    }
    return told;
  });

/** The same facts in two orders. Slack's come in any order, each source's others in their own. */
export const oneStoryTwice = (toggles: boolean, ...extra: Fact[][]): fc.Arbitrary<[Fact[], Fact[]]> =>
  fc.tuple(...names.map((name) => fc.tuple(slackFacts(name), scimFacts(name, toggles), memberFacts(name)))).chain((people) => {
    const sequences = [
      ...people.flatMap(([slack, scim, groups]) => [...slack.map((fact) => [fact]), scim, ...groups.map((fact) => [fact])]),
      ...extra,
    ];
    return fc.tuple(interleaved(sequences), interleaved(sequences));
  });

const ignoringRefusals = async (fact: Promise<unknown>): Promise<unknown> =>
  fact.catch((error: Error) => {
    if (!['Refusal', 'NotFound', 'Taken'].includes(error.name)) throw error;
  });

const someUser = async ({ users }: Teller, pick: number): Promise<string> => {
  const all = (await users()).sort((a, b) => (a.id < b.id ? -1 : 1));
  return all[pick % Math.max(1, all.length)]?.id ?? 'nobody';
};

/** Anything that may happen, refusals included. */
export const anything: fc.Arbitrary<{ label: string; fact: Fact }> = fc
  .record({
    name: fc.constantFrom(...names),
    n: fc.nat(20),
    flag: fc.boolean(),
    role: fc.constantFrom('standard', 'admin', 'owner'),
    group: fc.constantFrom('IT', 'Audit', 'SRE', 'Founders'),
  })
  .chain(({ name, n, flag, role, group }) => {
    const scimOf = ({ scimIds }: Teller) => scimIds.get(name) ?? '';
    const facts: Record<string, Fact> = {
      slack: ({ co }) => co.slack(slackId(name), name, { deleted: flag, title: role, updated: 1_700_000_000 + n }),
      joins: ({ co }) => co.joins(slackId(name), name, { updated: 1_700_000_000 + n }),
      moves: ({ co }) => co.slack(slackId(name), name, { email: flag ? emailOf(names[n % 3] ?? name) : null, updated: 1_700_000_000 + n }),
      push: async ({ co, scimIds }) => scimIds.set(name, (await co.push(name, { externalId: externalId(name), active: flag })).id),
      change: (teller) => teller.co.change(scimOf(teller), { active: flag, title: role }),
      readdress: (teller) => teller.co.change(scimOf(teller), { email: emailOf(names[n % 3] ?? name) }),
      remove: (teller) => teller.co.remove(scimOf(teller)),
      add: ({ co, groupIds }) => co.add(groupIds.get(group) ?? '', externalId(name)),
      leave: ({ co, groupIds }) => co.leave(groupIds.get(group) ?? '', externalId(name)),
      replace: ({ co, groupIds }) => co.replace(groupIds.get(group) ?? '', ...(flag ? [externalId(name)] : [])),
      role: async (teller) => teller.co.commit(setRole(operator, await someUser(teller, n), role)),
      seat: async (teller) =>
        teller.co.commit(
          changeSeat(operator, await someUser(teller, n), flag ? 'on_call' : 'responder', role === 'owner' ? 'revoke' : 'grant'),
        ),
      status: async (teller) => teller.co.commit(changeStatus(operator, await someUser(teller, n), flag ? 'active' : 'deactivated')),
      unlink: async (teller) => teller.co.commit(unlinkByHand(operator, await someUser(teller, n), flag ? 'scim' : 'slack')),
    };
    return fc.constantFrom(...Object.keys(facts)).map((label) => ({
      label: `${label} ${name} ${n} ${flag} ${role} ${group}`,
      fact: (teller: Teller) => ignoringRefusals((facts[label] as Fact)(teller)),
    }));
  });
