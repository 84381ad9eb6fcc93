import { type Message, message } from './message.ts';
import { escape } from './mrkdwn.ts';

/** A refusal is a door: what was refused and why, then what to do in its stead, with the rule small beside it. */
export const refusalBlocks = ({ rule, message: why, wayOut }: { rule: string; message: string; wayOut: string }): Message =>
  message({ headline: `${escape(why)}.`, lines: [`${escape(wayOut)}.`], context: [`Rule ${escape(rule)}. Nothing was changed.`] });

export const databaseAwayBlocks = (): Message =>
  message({
    headline: 'Rollcall cannot reach its database now. Nothing was changed.',
    lines: ['Try again in a minute. If it lasts, tell whoever runs Rollcall.'],
  });

/** Nothing of the inside is shown; the reference is in the log. */
export const failedBlocks = (reference: string): Message =>
  message({
    headline: 'That failed on our side.',
    lines: [`Try again. If it fails again, tell whoever runs Rollcall this reference: \`${escape(reference)}\``],
  });

export const usageBlocks = (why: string, usage: string, example: string): Message =>
  message({ headline: escape(why), lines: [`\`/rollcall ${escape(usage)}\``, `For example: \`/rollcall ${escape(example)}\``] });

export const unknownBlocks = (word: string, closest: string | null): Message =>
  message({
    headline: `There is no \`/rollcall ${escape(word).replaceAll('`', 'ˋ').slice(0, 100)}\`.`,
    lines: [closest ? `Did you mean \`/rollcall ${closest}\`?` : '`/rollcall help` shows what there is.'],
  });
