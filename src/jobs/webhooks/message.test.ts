import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { messageOf } from './message.ts';

const entry = {
  id: '000000000042',
  at: new Date('2026-03-02T12:00:00Z'),
  actor: { type: 'api_key' as const, id: 'key-1' },
  action: 'user.seats_updated' as const,
  rule: 'S2' as const,
  cause: { type: 'api_request', id: 'req-1' },
  userId: 'user-ada',
  subject: null,
  before: { seats: ['viewer'] },
  after: { seats: ['on_call'] },
  names: null,
};
const secrets = ['new secret of thirty-two bytes!!', 'old secret of thirty-two bytes!!'].map(
  (text) => `whsec_${Buffer.from(text).toString('base64')}`,
);

test('an event as Standard Webhooks has it: what, when, ids, and a signature of each secret', () => {
  const { headers, body } = messageOf(entry, 'org-1', secrets, new Date());
  expect(JSON.parse(body)).toEqual({
    type: 'user.seats_updated',
    timestamp: '2026-03-02T12:00:00.000Z',
    data: {
      ...{ id: '000000000042', sequence: 42, organizationId: 'org-1', userId: 'user-ada', subject: null, rule: 'S2' },
      ...{ actor: { type: 'api_key', id: 'key-1' }, cause: { type: 'api_request', id: 'req-1' } },
      ...{ before: { seats: ['viewer'] }, after: { seats: ['on_call'] } },
    },
  });
  for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(`whsec_${Buffer.from('another').toString('base64')}`).verify(body, headers)).toThrow('No matching signature');
  expect(() => new Webhook(secrets[0] ?? '').verify(`${body} `, headers)).toThrow('No matching signature');
});

test('the signature is the HMAC-SHA256 that the specification says', () => {
  const { headers, body } = messageOf(entry, 'org-1', secrets.slice(0, 1), new Date(1_700_000_000_000));
  const signed = createHmac('sha256', 'new secret of thirty-two bytes!!')
    .update(`msg_org-1_000000000042.1700000000.${body}`)
    .digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${signed}`);
});
