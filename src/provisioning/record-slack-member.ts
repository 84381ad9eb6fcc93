import { isExcluded } from '../rules/arrival.ts';
import { slackEmailKey } from '../rules/linking.ts';
import type { SlackMember } from '../rules/model.ts';
import type { Work } from './commit.ts';
import { type Settled, settle } from './settle.ts';
import type { World } from './world.ts';

/** What Slack says of a member of ours. Null: Slack left it out (it does for whoever is deactivated), so what was known stays. */
export interface SlackMemberFact {
  id: string;
  name: string | null;
  email: string | null;
  emailConfirmed: boolean | null;
  title: string | null;
  deleted: boolean;
  guest: boolean | null;
  primaryOwner: boolean | null;
  /** Slack's `updated`, in seconds. */
  updated: number;
  /** `is_forgotten`: Slack has overwritten the profile; ours stays. */
  forgotten: boolean;
}

/** What the member did beside being a member: joined an incident channel (E1), or signed in through Slack (E2). */
export type SlackArrival = 'joined' | 'signed_in' | null;

/**
 * A fact about a Slack member: from an event, a look-up, the mirror or a sign-in. What is older than what is known changes nothing,
 * save for the arrival (X3: Slack's facts about one member are ordered by its own stamp).
 */
export const recordSlackMember =
  (fact: SlackMemberFact, arrival: SlackArrival): Work<Settled[]> =>
  (world) => {
    const known = world.table.slackMembers.get(fact.id);
    const { at, cause } = world.origin;
    const current = known && fact.updated < known.updated ? known : withFact(known, fact);
    const next: SlackMember = {
      ...current,
      joined: current.joined ?? (arrival === 'joined' ? { at, cause } : null),
      // A guest who isn't let in hasn't signed in: only channels are looked at when guests may come again (E5).
      signedIn: current.signedIn ?? (arrival === 'signed_in' && !isExcluded(current, world.policy) ? { at, cause } : null),
    };
    if (known && sameFacts(known, next)) return noteStamp(world, known, next.updated);
    world.table.slackMembers.put({ ...next, source: { at, cause } });
    const changed = known !== null && (known.name !== next.name || known.email !== next.email || known.title !== next.title);
    const emails = known ? [slackEmailKey(known)] : [];
    return settle(world, { slackMembers: [fact.id], emails, ...(changed ? { slackProfileChanged: fact.id } : {}) });
  };

function withFact(known: SlackMember | null, fact: SlackMemberFact): SlackMember {
  const erased = known?.erased && fact.deleted;
  const profile =
    (fact.forgotten || erased) && known ? known : { name: fact.name ?? known?.name ?? fact.id, email: fact.email, title: fact.title };
  return {
    id: fact.id,
    name: profile.name,
    email: profile.email ?? (fact.deleted ? (known?.email ?? null) : null),
    title: profile.title ?? (fact.deleted ? (known?.title ?? null) : null),
    emailConfirmed: fact.emailConfirmed ?? known?.emailConfirmed ?? true,
    deleted: fact.deleted,
    guest: fact.guest ?? known?.guest ?? false,
    primaryOwner: fact.primaryOwner ?? known?.primaryOwner ?? false,
    ...(known?.installer ? { installer: true } : {}),
    updated: fact.updated,
    joined: known?.joined ?? null,
    signedIn: known?.signedIn ?? null,
    source: known?.source ?? { at: new Date(0), cause: { type: 'slack', id: '' } },
    ...(erased ? { erased } : {}),
  };
}

/** Slack's newest stamp is kept although nothing else is new, so that an older fact that arrives later is known as older (X3). */
function noteStamp(world: World, known: SlackMember, updated: number): Settled[] {
  if (updated > known.updated) world.table.slackMembers.put({ ...known, updated });
  return [];
}

/**
 * Whether a fact would change nothing but the stamp: what an edge asks before it troubles anybody with one of Slack's many words about
 * a member. It costs no write, so the stamp isn't kept: an edge has Slack confirm a fact that does change something.
 */
export const saysNothingNew = (known: SlackMember, fact: SlackMemberFact): boolean =>
  fact.updated < known.updated || sameFacts(known, withFact(known, fact));

/** Slack tells of every status and huddle as well: its stamp alone changes nobody. */
const sameFacts = (a: SlackMember, b: SlackMember): boolean => {
  const bare = ({ updated, source, ...facts }: SlackMember) => JSON.stringify(facts);
  return bare(a) === bare(b);
};
