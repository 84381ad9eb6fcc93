/** Slack's three control characters (docs.slack.dev/messaging/formatting-message-text): so no name is a mention, a link or a command. */
const controls: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Marks that turn the direction of what follows, and control characters: a name must not rewrite the line that it stands in. */
const disturbing = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Text from outside as plain words within mrkdwn. */
export const escape = (text: string): string =>
  text.replace(disturbing, ' ').replace(/[&<>]/g, (character) => controls[character] ?? character);

/** Bold; a star in the name would end it early. */
export const bold = (text: string): string => `*${escape(text).replaceAll('*', '∗')}*`;

export const code = (text: string): string => `\`${escape(text).replaceAll('`', 'ˋ')}\``;

export const link = (url: string, label: string): string => `<${escape(url)}|${escape(label)}>`;

/** At most `max` characters, never half an escape. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/&[a-z]{0,3}$/, '')}…`;
}

/** Lines within `max` characters; what doesn't fit is counted. */
export function cutLines(lines: string[], max: number): string {
  const kept: string[] = [];
  let size = 0;
  for (const line of lines) {
    const rest = `and ${(lines.length - kept.length).toLocaleString('en')} more`;
    if (size + line.length + 1 + rest.length > max) return [...kept, rest].join('\n');
    kept.push(line);
    size += line.length + 1;
  }
  return kept.join('\n');
}
