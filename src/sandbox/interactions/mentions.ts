import type { WorkspaceState } from '../workspace/model.ts';

const entity = /(<[@#][A-Z0-9]+(?:\|[^<>]*)?>)/;
const typed = /(^|[\s(])([@#])([\p{L}\p{N}._-]*[\p{L}\p{N}_])/gu;

/**
 * What somebody typed, as Slack hands it on with `should_escape` (docs.slack.dev/interactivity/implementing-slash-commands): `@handle` and
 * `#channel` become `<@U…|handle>` and `<#C…|name>` where there is such a one, and `&`, `<`, `>` are escaped. Entities that are there already stay.
 */
export function escapeTyped(state: WorkspaceState, text: string): string {
  const parts = text.split(entity);
  return parts.map((part, n) => (n % 2 === 1 ? part : mention(state, escapeMarkup(part)))).join('');
}

const escapeMarkup = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const mention = (state: WorkspaceState, text: string): string =>
  text.replace(typed, (whole, before: string, mark: string, name: string) => {
    const id = mark === '@' ? personId(state, name) : channelId(state, name);
    return id === undefined ? whole : `${before}<${mark}${id}|${name}>`;
  });

const personId = (state: WorkspaceState, name: string): string | undefined =>
  Object.values(state.people).find((person) => person.name === name.toLowerCase())?.id;

const channelId = (state: WorkspaceState, name: string): string | undefined =>
  Object.values(state.channels).find((channel) => channel.name === name.toLowerCase())?.id;
