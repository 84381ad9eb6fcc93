import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Organization } from '../../rules/model.ts';
import type { Lease } from '../../store/lease.ts';
import { readOrganization } from '../../store/organizations.ts';
import { listAdministrators } from '../../store/reads/users.ts';
import { forgetNotice, leaveNotice, type NoticeRecord, noteTold, readNotices, type Told, takeNotice } from '../../store/slack-notices.ts';
import type { Message } from '../blocks/message.ts';
import { overBlocks, withChannelTrouble } from '../blocks/notices.ts';
import type { Installation } from '../installation.ts';
import { slackWord } from '../slack-trouble.ts';
import { dueNotices } from './due.ts';
import { type FactsOptions, noticeFacts } from './facts.ts';
import { kindOf, type Notice, overWords } from './notice.ts';

export interface TellOptions extends FactsOptions {
  log: Logger;
}

/** How long a process has a notice in hand without a sign of life: then another one goes on with whom wasn't told. */
const LEASE_MS = 60_000;
/** So many owners are written to at most. */
const MOST = 50;

/**
 * Tells the owners of one organization what they are to know, each thing once: where a process dies between a message and its record,
 * that one message may come twice. What is told already is edited as it changes, and when it is over.
 * @throws what Slack or the database answers when it can't be done now: the next turn goes on
 */
export async function tellOwners(options: TellOptions, organizationId: string, installation: Installation): Promise<void> {
  const { means } = options;
  const organization = await readOrganization(means.db, organizationId);
  if (!organization) return;
  const due = dueNotices(await noticeFacts(options, organization, installation));
  const known = await readNotices(means.db, organizationId);
  const work: Work = { ...options, organization, installation, holder: means.newId() };
  for (const notice of due) {
    const record = known.get(notice.key);
    if (!record?.done || (mayChange(notice.key) && record.shown !== digestOf(notice.message))) await tell(work, notice);
  }
  const keys = new Set(due.map(({ key }) => key));
  for (const [key, record] of known) if (mayChange(key) && !keys.has(key)) await endNotice(work, key, record);
}

interface Work extends TellOptions {
  organization: Organization;
  installation: Installation;
  /** This turn, to those of other processes. */
  holder: string;
}

const mayChange = (key: string): boolean => Object.hasOwn(overWords, kindOf(key));

const digestOf = (message: Message): string => createHash('sha256').update(JSON.stringify(message)).digest('base64url').slice(0, 16);

const leaseOf = ({ means, holder }: Work): Lease => ({ holder, until: new Date(means.now().getTime() + LEASE_MS) });

async function tell(work: Work, notice: Notice): Promise<void> {
  const { means, organization } = work;
  const { key, message } = notice;
  const record = await takeNotice(means.db, organization.id, key, leaseOf(work), means.now());
  if (!record) return; // another process tells it
  let done = false;
  try {
    if (record.done) await editAll(work, record.told, message);
    else await tellEverybody(work, notice, record);
    done = true;
  } finally {
    const outcome = { done: done || record.done, shown: done ? digestOf(message) : record.shown };
    await leaveNotice(means.db, organization.id, key, work.holder, outcome);
  }
}

async function tellEverybody(work: Work, notice: Notice, { told }: NoticeRecord): Promise<void> {
  const { notifications } = work.organization.policy.settings;
  if (notifications === 'direct') return tellDirectly(work, notice, told, notice.message);
  if (told.some(({ to }) => to === notifications)) return;
  const refused = await post(work, notice.key, notifications, notice.message);
  if (refused !== null) await tellDirectly(work, notice, told, withChannelTrouble(notice.message, refused));
}

async function tellDirectly(work: Work, { key, roles }: Notice, told: Told[], message: Message): Promise<void> {
  const { means, organization, log } = work;
  const people = await listAdministrators(means.db, organization.id, roles, MOST);
  const known = new Set(told.map(({ to }) => to));
  const ids = people.flatMap(({ slackMemberId }) => (slackMemberId && !known.has(slackMemberId) ? [slackMemberId] : []));
  for (const id of ids) {
    const refused = await post(work, key, id, message);
    if (refused === null) continue;
    log.warn({ organization: organization.id, notice: key, refused }, 'somebody could not be told');
    await note(work, key, { to: id, channel: null, ts: null });
  }
}

/** @returns null once it is posted and recorded, else Slack's word for why it can't be */
async function post(work: Work, key: string, to: string, message: Message): Promise<string | null> {
  try {
    const { channel, ts } = await work.installation.client.chat.postMessage({ channel: to, ...message, unfurl_links: false });
    await note(work, key, { to, channel: channel ?? null, ts: ts ?? null });
    return null;
  } catch (error) {
    const word = slackWord(error);
    if (word === null || passing.has(word)) throw error;
    return word;
  }
}

/** @throws where it took so long that another process goes on with it */
async function note(work: Work, key: string, told: Told): Promise<void> {
  const held = await noteTold(work.means.db, work.organization.id, key, leaseOf(work), told);
  if (!held) throw new Error(`another process tells of ${kindOf(key)} now`);
}

/** Slack's words for what another try may bring about. */
const passing = new Set([
  'ratelimited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'token_expired',
  'token_revoked',
]);

async function endNotice(work: Work, key: string, record: NoticeRecord): Promise<void> {
  const { means, organization } = work;
  if (!(await takeNotice(means.db, organization.id, key, leaseOf(work), means.now()))) return;
  await editAll(work, record.told, overBlocks(overWords[kindOf(key)] ?? ''));
  await forgetNotice(means.db, organization.id, key);
}

async function editAll({ installation, log }: Work, told: Told[], message: Message): Promise<void> {
  for (const { channel, ts } of told) {
    if (!channel || !ts) continue;
    try {
      await installation.client.chat.update({ channel, ts, ...message });
    } catch (error) {
      const word = slackWord(error);
      if (word === null || passing.has(word)) throw error;
      log.debug({ refused: word }, 'a message to owners could not be edited: somebody has deleted it, perhaps');
    }
  }
}
