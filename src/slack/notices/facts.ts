import type { Means } from '../../provisioning/means.ts';
import type { Organization } from '../../rules/model.ts';
import { type IdpRhythm, readRhythm, saveRhythm } from '../../store/idp-rhythms.ts';
import { lastContact, listTokens } from '../../store/reads/scim.ts';
import { countHeld, listLetIn, readUser } from '../../store/reads/users.ts';
import { listRequests } from '../../store/scim-requests.ts';
import { placeKey, readMirrors } from '../../store/slack-mirrors.ts';
import { type HeldPeople, heldNow } from '../held.ts';
import type { Installation } from '../installation.ts';
import { placeOf } from '../mirror/mirror.ts';
import type { NoticeFacts } from './due.ts';
import { withContact } from './silence.ts';

export interface FactsOptions {
  means: Means;
  publicUrl: string;
  /** Since when this process could have compared with Slack. */
  since: Date;
}

/** Reads how an organization stands. Each read is one look-up, whatever the organization's size; a hold costs what it holds. */
export async function noticeFacts(
  { means, publicUrl, since }: FactsOptions,
  organization: Organization,
  installation: Installation,
): Promise<NoticeFacts> {
  const { db } = means;
  const { id, ledger, policy } = organization;
  const now = means.now();
  const withScim = policy.scim.state !== 'not_installed';
  const [retainedOwner, holds, tokens, rhythm, failures, last, letIn] = await Promise.all([
    ledger.retainedOwnerId ? readUser(db, id, ledger.retainedOwnerId) : null,
    holdsOf(means, organization, now),
    withScim ? listTokens(db, id) : [],
    withScim ? rhythmOf(means, id) : null,
    withScim ? failuresOf(means, id, now) : [],
    comparedAt(means, installation),
    listLetIn(db, id, now),
  ]);
  return { now, organization, publicUrl, retainedOwner, holds, tokens, rhythm, failures, compared: { last, since }, letIn };
}

async function holdsOf(means: Means, organization: Organization, at: Date): Promise<HeldPeople[]> {
  if ((await countHeld(means.db, organization.id)) === 0) return [];
  const actor = { type: 'system' as const, id: null, name: 'Rollcall' };
  return heldNow(means, organization, { actor, cause: { type: 'notice', id: means.newId() }, at });
}

/** The IdP's rhythm with its latest contact, which is kept. */
async function rhythmOf({ db }: Means, org: string): Promise<IdpRhythm | null> {
  const [known, contact] = await Promise.all([readRhythm(db, org), lastContact(db, org)]);
  if (!contact) return known;
  const next = withContact(known, contact);
  if (next !== known) await saveRhythm(db, org, known, next);
  return next;
}

const HOUR = 3600_000;
/** IdPs look people up (404), create whom they created (409) and write against an old version (412): that is no failure. */
const usual = new Set([404, 409, 412]);

async function failuresOf({ db }: Means, org: string, now: Date): Promise<NoticeFacts['failures']> {
  const { items } = await listRequests(db, org, { errors: true, since: new Date(now.getTime() - HOUR) }, { limit: 200 });
  return items.filter(({ status }) => !usual.has(status));
}

async function comparedAt({ db }: Means, installation: Installation): Promise<Date | null> {
  const place = placeOf(installation);
  return (await readMirrors(db, [place])).get(placeKey(place))?.finished?.finishedAt ?? null;
}
