import { expect, test } from '@jest/globals';
import { isResponseUrl } from './response-url.ts';

const api = 'http://127.0.0.1:4000/api/';

test.each([
  ['https://hooks.slack.com/commands/T1/1/x', true],
  ['https://hooks.slack-gov.com/commands/T1/1/x', true],
  ['http://127.0.0.1:4000/hooks/x', true],
  ['http://hooks.slack.com/commands/T1/1/x', false],
  ['https://hooks.slack.com.evil.example/x', false],
  ['https://evil.example/hooks.slack.com', false],
  ['http://127.0.0.1:4001/hooks/x', false],
  ['http://169.254.169.254/latest', false],
  ['no address', false],
])('%s may be answered: %s', (url, expected) => expect(isResponseUrl(url, api)).toBe(expected));
