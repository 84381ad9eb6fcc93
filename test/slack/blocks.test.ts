import { describe, expect, test } from '@jest/globals';
import { faultsOf } from '../support/block-limits.ts';
import type { Payload } from '../support/payloads-seen.ts';
import { faultsBySlackSdk } from '../support/slack-sdk.ts';

/** The two that look at every message, modal and App Home of the other tests here, looked at themselves. */

const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const message = (...blocks: object[]): Payload => ({ surface: 'message', content: { text: 'Hello', blocks } });
const modal = (view: object): Payload => ({
  surface: 'modal',
  content: { type: 'modal', title: plain('Title'), blocks: [section('a')], ...view },
});
const button = (fields: object = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', value: 'x', ...fields });
const actions = (...elements: object[]) => ({ type: 'actions', elements });

test('what is within the limits is fine by both', async () => {
  const fine = [message(section('Hello'), actions(button())), modal({ submit: plain('Go'), close: plain('Back'), private_metadata: '{}' })];
  expect(fine.flatMap(faultsOf)).toEqual([]);
  expect(await faultsBySlackSdk(fine)).toEqual([]);
}, 120_000);

const tooMuch: [string, Payload][] = [
  ['a section of 3,001 characters', message(section('x'.repeat(3001)))],
  ['51 blocks', message(...Array.from({ length: 51 }, () => section('x')))],
  ['a button of 76 characters', message(actions(button({ text: plain('x'.repeat(76)) })))],
  ['a value of 2,001 characters', message(actions(button({ value: 'x'.repeat(2001) })))],
  ['26 buttons', message(actions(...Array.from({ length: 26 }, (_, i) => button({ action_id: `a${i}` }))))],
  ['a title of 25 characters', modal({ title: plain('x'.repeat(25)) })],
  ['a submit of 25 characters', modal({ submit: plain('x'.repeat(25)) })],
  ['metadata of 3,001 characters', modal({ private_metadata: 'x'.repeat(3001) })],
  ['a block that is none', message({ type: 'banner', text: plain('x') })],
];

describe('what Slack refuses is found', () => {
  test.each(tooMuch)('%s, by our list', (_, payload) => expect(faultsOf(payload)).not.toEqual([]));
  test('all of it, by slack_sdk', async () => {
    for (const [what, payload] of tooMuch) expect([what, (await faultsBySlackSdk([payload])).length]).toEqual([what, 1]);
  }, 120_000);
  test.each([
    ['a call to everybody', section('<!channel> look')],
    ['a name that turns the line', section('Ana \u202eevil')],
    ['an &', section('R&D')],
    ['the same action twice', actions(button(), button())],
  ])('%s', (_, block) => expect(faultsOf(message(block))).toHaveLength(1));
  test('inputs without a submit', () => {
    const input = { type: 'input', block_id: 'a', label: plain('A'), element: { type: 'users_select', action_id: 'a' } };
    expect(faultsOf(modal({ blocks: [input] }))).toEqual(['inputs without a submit']);
  });
});
