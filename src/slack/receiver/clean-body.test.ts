import { describe, expect, test } from '@jest/globals';
import { cleanBody } from './clean-body.ts';

const event = (event: unknown, more: object = {}) => cleanBody({ type: 'event_callback', event_id: 'Ev1', team_id: 'T1', event, ...more });

describe('an event', () => {
  test('keeps what it says, without the nulls that Bolt trips over', () => {
    expect(
      event({ type: 'channel_created', channel: null, item: null, user: 'U1' }, { enterprise_id: null, authorizations: [null] }),
    ).toEqual({
      kind: 'clean',
      body: { type: 'event_callback', event_id: 'Ev1', team_id: 'T1', event: { type: 'channel_created', user: 'U1' } },
    });
  });

  test('keeps for whom it is, and what it is about', () => {
    const more = { authorizations: [{ team_id: 'T1' }] };
    const told = { type: 'reaction_added', item: { channel: 'C1' } };
    expect(event(told, more)).toMatchObject({ kind: 'clean', body: { ...more, event: told } });
  });

  test.each([null, 'x', 5, [], {}, { type: 7 }])('%j is none', (value) => expect(event(value)).toEqual({ kind: 'unreadable' }));
});

describe('anything else', () => {
  test.each([
    ['a command', { command: '/rollcall', text: null }, 'clean'],
    ['a button', { type: 'block_actions', user: { id: 'U1' }, channel: null }, 'clean'],
    ['a button of nobody', { type: 'block_actions', user: null }, 'unreadable'],
    ['a modal without its view', { type: 'view_submission', user: { id: 'U1' } }, 'unreadable'],
    ['something new', { type: 'never_heard_of' }, 'unreadable'],
    ['nothing', {}, 'unreadable'],
  ])('%s', (_, body, kind) => expect(cleanBody(body).kind).toBe(kind));

  test('that Slack sends no more for now', () => {
    expect(cleanBody({ type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 5 })).toEqual({ kind: 'limited', teamId: 'T1' });
  });
});
