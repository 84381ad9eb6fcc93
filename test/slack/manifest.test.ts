import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { App } from '@slack/bolt';
import { parse } from 'yaml';
import { BOT_SCOPES } from '../../src/config-slack.ts';
import { eventListeners } from '../../src/slack/listeners/events/index.ts';
import { registerListeners } from '../../src/slack/listeners/index.ts';
import type { Listening } from '../../src/slack/listeners/listening.ts';

const manifest = parse(readFileSync('manifest.yml', 'utf8'));

/** What the app listens to, by the calls that it makes to Bolt. */
function listened(): Record<'event' | 'command' | 'action' | 'view' | 'options', string[]> {
  const heard = { event: Object.keys(eventListeners({} as Listening)), command: [], action: [], view: [], options: [] } as ReturnType<
    typeof listened
  >;
  const hear = (kind: keyof typeof heard) => (name: unknown) => void heard[kind].push(String(name));
  const app = Object.fromEntries((Object.keys(heard) as (keyof typeof heard)[]).map((kind) => [kind, hear(kind)]));
  registerListeners({ ...app, use: () => undefined } as unknown as App, {} as Listening);
  return heard;
}

/** The scope of each Web API method that we call (docs.slack.dev/reference/methods); with two, one for each kind of channel that is asked for. */
const scopesOfMethod: Record<string, string[]> = {
  'apps.connections.open': [], // by the app's own token
  'auth.teams.list': [],
  'auth.test': [],
  'oauth.v2.access': [],
  'team.info': ['team:read'],
  'users.info': ['users:read', 'users:read.email'],
  'users.list': ['users:read', 'users:read.email'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.join': ['channels:join'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'views.open': [],
  'views.update': [],
  'views.publish': [],
  'users.conversations': ['channels:read', 'groups:read'],
};

function calledMethods(): string[] {
  const files = readdirSync('src/slack', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const text = files.map((name) => readFileSync(join('src/slack', name), 'utf8')).join('\n');
  return [...new Set([...text.matchAll(/\bclient\.([a-zA-Z]+(?:\.[a-zA-Z0-9]+){1,2})\(/g)].map(([, method]) => method as string))].sort();
}

/** One listener hears the messages of both kinds of channel, which are subscribed to apart. */
const subscriptionsOf = (event: string): string[] => (event === 'message' ? ['message.channels', 'message.groups'] : [event]);

test('the manifest asks for the events that are listened to, no more and no less', () => {
  expect(manifest.settings.event_subscriptions.bot_events).toEqual(listened().event.flatMap(subscriptionsOf).toSorted());
});

/** The scopes without which Slack sends an event to nobody (docs.slack.dev/reference/events); the others come with scopes that calls need. */
const scopesOfEvent: Record<string, string[]> = {
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  reaction_added: ['reactions:read'],
};

test('S1 what only counting acting needs is optional, no more and no less', () => {
  const needed = listened()
    .event.flatMap(subscriptionsOf)
    .flatMap((event) => scopesOfEvent[event] ?? []);
  expect(manifest.oauth_config.scopes.bot_optional).toEqual([...new Set(needed)].sort());
});

test('the manifest has the command, with mentions as ids', () => {
  expect(manifest.features.slash_commands).toMatchObject(listened().command.map((command) => ({ command, should_escape: true })));
});

test('the manifest asks for the scopes that the calls need, no more and no less', () => {
  const methods = calledMethods();
  expect(methods.filter((method) => !scopesOfMethod[method])).toEqual([]);
  const needed = new Set(['commands', ...methods.flatMap((method) => scopesOfMethod[method] ?? [])]);
  expect(manifest.oauth_config.scopes.bot).toEqual([...needed].sort());
  expect([...BOT_SCOPES]).toEqual(manifest.oauth_config.scopes.bot); // what /slack/install asks for
});
