import type { Marked } from '../mark-channel.ts';
import { type Message, message, type Pager } from './message.ts';
import { code } from './mrkdwn.ts';
import { counted } from './words.ts';

export interface ChannelLine {
  id: string;
  isPrivate: boolean;
  /** Whether an admin marked it, and not its name. */
  marked: boolean;
}

/** `channels` */
export function channelsBlocks(channels: ChannelLine[], total: number, patterns: string[], pager: Pager): Message {
  return message({
    headline: total === 0 ? 'No incident channels yet.' : `${counted(total, 'incident channel')}.`,
    lines: channels.map(({ id, isPrivate, marked }) => `• <#${id}>${notes(isPrivate, marked)}`),
    context: [
      `Channels count by name: ${patterns.map(code).join(', ')}`,
      '`/rollcall mark #channel` adds another one. The app joins public ones by itself; type `/invite @rollcall` in a private one.',
    ],
    pager,
  });
}

const notes = (isPrivate: boolean, marked: boolean): string => {
  const words = [...(isPrivate ? ['private'] : []), ...(marked ? ['marked by hand'] : [])];
  return words.length > 0 ? ` (${words.join(', ')})` : '';
};

/** `mark` */
export function markedBlocks(id: string, { isNew, refused }: Pick<Marked, 'isNew' | 'refused'>): Message {
  return message({
    headline: isNew ? `<#${id}> is an incident channel now.` : `<#${id}> is marked already.`,
    lines: [refused === null ? 'Everybody in it is a user, and whoever joins it becomes one.' : whyNotIn(refused)],
    context: ['Rule E6. `/rollcall unmark` takes the mark off.'],
  });
}

const whyNotIn = (word: string): string =>
  word === 'is_archived'
    ? 'It is archived: once it is unarchived the app joins it.'
    : 'The app is not in it, and cannot join it by itself. Type `/invite @rollcall` in it: then everybody in it becomes a user.';

/** `unmark` */
export const unmarkedBlocks = (id: string): Message =>
  message({
    headline: `<#${id}> is no incident channel any more.`,
    lines: ['Those who became users by it stay users. The app stays in it until it is removed.'],
    context: ['Rule E6'],
  });

/** Where owners are told from now on. @param id of a channel; null for each of them directly */
export const notificationsBlocks = (id: string | null): Message =>
  message({ headline: id === null ? 'Owners are told by direct message.' : `Owners are told in <#${id}>.` });
