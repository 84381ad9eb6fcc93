import { expect, test } from '@jest/globals';
import { Refusal } from '../rules/refusal.ts';
import { createWebhookTargets, LOOPBACK } from './webhook-targets.ts';

const strict = createWebhookTargets('');
const local = createWebhookTargets(`10.1.0.0/16,${LOOPBACK}`);

test.each([
  ...['0.0.0.0', '10.0.0.1', '100.64.0.1', '127.0.0.1', '127.8.8.8', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  ...[
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:FFFF:7f00:1',
    'fe80::1%eth0',
    '::127.0.0.1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
  ],
  ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', 'ff02::1', 'fec0::1', 'nothing', ''],
])('%s is nobody’s on the internet', (address) => expect(strict.allows(address)).toBe(false));

test.each(['1.1.1.1', '172.15.0.1', '172.32.0.1', '8.8.8.8', '2606:4700::1111', '::ffff:1.1.1.1'])('%s is', (address) =>
  expect(strict.allows(address)).toBe(true),
);

test('what the operator allows is allowed, and no more', () => {
  expect(['10.1.2.3', '127.0.0.1', '::1', '10.2.0.1', '169.254.169.254'].map(local.allows)).toEqual([true, true, true, false, false]);
});

test.each([
  ...['http://example.com/', 'ftp://example.com/', 'https://', 'nonsense', 'https://user@example.com/', 'https://example.com/#part'],
  ...[
    'https://127.0.0.1/',
    'https://localhost/',
    'http://localhost:1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
  ],
  ...['https://169.254.169.254/latest', `https://example.com/${'x'.repeat(2000)}`],
])('X1: %s is no target', (url) => expect(() => strict.parse(url)).toThrow(Refusal));

test('https anywhere; plain http on loopback alone, where that is allowed', () => {
  expect(strict.parse('https://Hooks.Example.com')).toBe('https://hooks.example.com/');
  expect(local.parse('http://localhost:8080/x')).toBe('http://localhost:8080/x');
  expect(local.parse('http://[::1]:8080/')).toBe('http://[::1]:8080/');
  expect(() => local.parse('http://10.1.0.1/')).toThrow(Refusal);
  expect(local.parse('https://10.1.0.1/')).toBe('https://10.1.0.1/');
});
