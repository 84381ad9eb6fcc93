import { expect, test } from '@jest/globals';
import { parseChannel } from './slack-channel.ts';

test('what Slack says of a channel is taken, what it leaves out is left out', () => {
  expect(
    parseChannel({ id: 'C1', name: 'inc-1', is_private: true, is_archived: false, is_member: true, is_ext_shared: true, topic: {} }),
  ).toEqual({ id: 'C1', name: 'inc-1', isPrivate: true, archived: false, appIsIn: true, shared: true });
  expect(parseChannel({ id: 'C1', name: 'inc-1', created: 1 })).toEqual({ id: 'C1', name: 'inc-1' });
});

test.each([null, 'C1', {}, { id: 'D1' }, { id: 'C1', name: '' }, { id: 5, name: 'x' }])('%j is no channel', (value) => {
  expect(parseChannel(value)).toBeNull();
});

test('a flag that is out of shape counts as left out', () => {
  expect(parseChannel({ id: 'C1', name: 'x', is_private: 'no' })).toEqual({ id: 'C1', name: 'x' });
});
