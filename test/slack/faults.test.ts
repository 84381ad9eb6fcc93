/**
 * Whatever happens to events on their way, and to our questions: nobody is lost, nobody is there twice, nobody is brought back, and
 * what everybody is, is what Slack says.
 */
import { afterEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Person } from '../../src/sandbox/control/contract.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;
afterEach(() => rig?.close(), 30_000);

/** One thing that somebody in the workspace does, if it can be done now. */
type Deed = (rig: Rig, who: Person) => void;

const incident = (): string => rig.sandbox.workspace.channel('inc-arm-drift').id;
const deeds: Record<string, Deed> = {
  join: ({ sandbox: { workspace } }, { id, deleted }) => void (deleted || workspace.join(id, incident())),
  leave: ({ sandbox: { workspace } }, { id }) =>
    void (workspace.channel(incident()).members.includes(id) && workspace.leave(id, incident())),
  deactivate: ({ sandbox: { workspace } }, { id, deleted }) => void (deleted || workspace.deactivate(id)),
  reactivate: ({ sandbox: { workspace } }, { id, deleted }) => void (deleted && workspace.reactivate(id)),
  rename: ({ sandbox: { workspace } }, { id, deleted }) => void (deleted || workspace.changeProfile(id, { realName: `${id} ${serial++}` })),
  move: ({ sandbox: { workspace } }, { id, deleted }) => void (deleted || workspace.changeProfile(id, { email: `e${serial++}@x.example` })),
  guest: ({ sandbox: { workspace } }, { id, guest, deleted }) =>
    void (deleted || workspace.setGuest(id, guest === 'none' ? 'multi' : 'none')),
};
let serial = 0;

const mishaps: Record<string, Fault> = {
  none: {},
  same: { repeat: true },
  other: { repeat: 'other' },
  late: { delayMs: 120 },
  after: { reorder: true },
  lost: { drop: true },
};

const people = ['ana.kovac', 'tomas.herrera', 'noor.aziz', 'jonas.becker'];

const story = (names: string[]) =>
  fc.array(
    fc.record({
      who: fc.constantFrom(...people),
      deed: fc.constantFrom(...Object.keys(deeds)),
      mishap: fc.constantFrom(...names),
      slack: fc.constantFrom('well', 'limited', 'broken', 'slow'),
    }),
    { minLength: 10, maxLength: 25 },
  );

const troubles: Record<string, Fault | null> = {
  well: null,
  limited: { status: 429, retryAfter: 1 },
  broken: { status: 500 },
  slow: { delayMs: 80 },
};

/** Lives a story. @param joined who was in the incident channel at any time, for the record */
function live(steps: { who: string; deed: string; mishap: string; slack: string }[], ids: Map<string, string>, joined: Set<string>): void {
  const { workspace } = rig.sandbox;
  for (const { who, deed, mishap, slack } of steps) {
    const fault = mishaps[mishap] ?? {};
    workspace.clearFaults();
    if (mishap !== 'none') workspace.fault('event:*', fault);
    const trouble = troubles[slack];
    if (trouble) workspace.fault('users.info', trouble);
    const id = ids.get(who) ?? '';
    deeds[deed]?.(rig, workspace.person(id));
    if (workspace.channel(incident()).members.includes(id)) joined.add(id);
  }
  workspace.clearFaults();
}

/** What is, and what should be. */
async function compare(ids: Map<string, string>, joined: Set<string>): Promise<void> {
  for (const id of ids.values()) {
    const { deleted, realName, email } = rig.sandbox.workspace.person(id);
    const users = await rig.db.collection('users').find({ slackMemberId: id }).toArray();
    expect(users.length).toBe(joined.has(id) ? 1 : 0);
    const [user] = users;
    const member = await rig.db.collection('slackMembers').findOne({ id });
    expect(member).toMatchObject({ deleted });
    if (!deleted) expect(member).toMatchObject({ name: realName, email });
    if (user)
      expect(user).toMatchObject({ status: deleted ? 'deactivated' : 'active', ...(deleted ? { seats: [] } : { name: realName, email }) });
  }
}

const stories = (names: string[], seed: number): { who: string; deed: string; mishap: string; slack: string }[][] =>
  fc.sample(story(names), { numRuns: 4, seed });

test('E7, A1, A7, X3 repeated, late and reordered events, 429 and 500: right by themselves', async () => {
  rig = await startRig();
  const ids = new Map(people.map((who) => [who, rig.person(who).id]));
  const joined = new Set<string>();
  for (const steps of stories(['none', 'same', 'other', 'late', 'after'], 7)) {
    live(steps, ids, joined);
    await rig.quiet();
    await compare(ids, joined);
  }
}, 120_000);

test('E7, A1, A7, X3 lost events too: right after a comparison', async () => {
  rig = await startRig();
  const ids = new Map(people.map((who) => [who, rig.person(who).id]));
  const joined = new Set<string>();
  const { id: org } = await rig.organization();
  for (const steps of stories(Object.keys(mishaps), 11)) {
    live(steps, ids, joined);
    await rig.quiet();
    await rig.edge.resync(org);
    // Who came and went unheard has left no trace in Slack either: whoever is in the channel now is found.
    const there = new Set(rig.sandbox.workspace.channel(incident()).members);
    const found = new Set<string>();
    for (const id of joined) if (there.has(id) || (await rig.userOf(id))) found.add(id);
    await compare(ids, found);
  }
}, 120_000);
