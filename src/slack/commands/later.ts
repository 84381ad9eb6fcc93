import { type Message, message } from '../blocks/message.ts';
import { link } from '../blocks/mrkdwn.ts';

/** Words that the contract has and this version answers elsewhere: what to do in their stead. */
const elsewhere: Record<string, string> = {
  preview: 'The dashboard shows what confirming SCIM would do, by name; in the shell, `rollcall scim preview`.',
  mark: 'Until then a channel counts by its name: `rollcall settings set incident_channels` in the shell.',
  unmark: 'Until then a channel counts by its name: `rollcall settings set incident_channels` in the shell.',
  holds: 'Nothing is held by this version.',
  audit: 'The dashboard has the audit; in the shell, `rollcall audit`.',
};

/** @returns null for a word that isn't one of them */
export function answerElsewhere(word: string, publicUrl: string): Message | null {
  const way = Object.hasOwn(elsewhere, word) ? elsewhere[word] : undefined;
  return way === undefined
    ? null
    : message({ headline: `\`/rollcall ${word}\` is not in Slack yet.`, lines: [way], context: [link(publicUrl, 'Open the dashboard')] });
}
