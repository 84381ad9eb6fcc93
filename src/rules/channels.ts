import type { Settings } from './model.ts';

/** E6: whether a channel is an incident channel: by its name, or because an admin marked it. */
export const isIncidentChannel = (
  channel: { id: string; name: string },
  settings: Pick<Settings, 'incidentChannels' | 'markedChannels'>,
): boolean => settings.markedChannels.some(({ id }) => id === channel.id) || matchesPattern(channel.name, settings.incidentChannels);

/**
 * E6: whether a channel's name matches one of the patterns, in which `*` stands for any run of characters and all else
 * for itself. Linear in the name for each pattern: no regular expression is built from an admin's words.
 */
export function matchesPattern(name: string, patterns: string[]): boolean {
  return patterns.some((pattern) => matches(name.toLowerCase(), pattern.toLowerCase().split('*')));
}

function matches(name: string, parts: string[]): boolean {
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return name === first;
  if (!name.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
