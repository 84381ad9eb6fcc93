/** Slack's three control characters (docs.slack.dev/messaging/formatting-message-text): so no name is a mention, a link or a command. */
const controls: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Marks that turn the direction of what follows, and control characters: a name must not rewrite the line that it stands in. */
const disturbing = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu;

/** Text from outside as it stands in plain text: a button, an option, a title. */
export const plainly = (text: string): string => text.replace(disturbing, ' ');

/** Text from outside as plain words within mrkdwn. */
export const escape = (text: string): string => plainly(text).replace(/[&<>]/g, (character) => controls[character] ?? character);

/** Bold; a star in the name would end it early. */
export const bold = (text: string): string => `*${escape(text).replaceAll('*', '∗')}*`;

export const code = (text: string): string => `\`${escape(text).replaceAll('`', 'ˋ')}\``;

export const link = (url: string, label: string): string => `<${escape(url)}|${escape(label)}>`;

/** Shown in the reader's own zone (docs.slack.dev/messaging/formatting-message-text, dates). */
export const moment = (at: Date): string =>
  `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${at.toISOString().slice(0, 16).replace('T', ' ')} UTC>`;

/** At most `max` characters, never half an escape or half a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text
    .slice(0, max - 1)
    .replace(/&[a-z]{0,3}$/, '')
    .replace(/[\ud800-\udbff]$/, '')}…`;
}

const LINE = 700;

/** Lines in at most `most` parts of `max` characters; what doesn't fit is counted. */
export function fitLines(lines: string[], max: number, most: number): string[] {
  const parts: string[][] = [];
  let size = max; // no part is begun yet
  for (const [i, whole] of lines.entries()) {
    const line = cut(whole, Math.min(LINE, max - 30));
    const rest = `and ${(lines.length - i).toLocaleString('en')} more`;
    const room = parts.length === most ? rest.length + 1 : 0; // the last part keeps room for the count
    if (size + line.length + 1 + room > max) {
      if (parts.length === most) return joined([...parts.slice(0, -1), [...(parts.at(-1) ?? []), rest]]);
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(line);
    size += line.length + 1;
  }
  return joined(parts);
}

const joined = (parts: string[][]): string[] => parts.map((part) => part.join('\n')).filter(Boolean);
