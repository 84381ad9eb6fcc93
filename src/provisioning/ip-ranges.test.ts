import { describe, expect, test } from '@jest/globals';
import { ipMatcher, parseIpRanges } from './ip-ranges.ts';

const matches = (list: string, address: string | undefined): boolean => ipMatcher(parseIpRanges(list) ?? [])(address);

describe('reading', () => {
  test.each([
    '10.0.0.0/8',
    '198.51.100.7',
    '0.0.0.0/0',
    '2001:db8::/32',
    '::1',
    '::/0',
    '2001:DB8:0:1::/64',
    ' 10.0.0.0/8 , 192.0.2.1/32 ',
  ])('%s is understood', (text) => {
    expect(parseIpRanges(text)).not.toBeNull();
  });

  test('nothing is no range, and not a mistake', () => {
    expect(parseIpRanges('')).toEqual([]);
    expect(parseIpRanges('  ')).toEqual([]);
  });

  test.each([
    ...['10.0.0.1/8', '2001:db8::1/32', '10.0.0.0/33', '::/129', '10.0.0.0/', '10.0.0.0/08', '10.0.0.0/+8', '10.0.0.0/8/8', '10.0.0/8'],
    ...['010.0.0.0/8', '1', '0x7f.1', 'fe80::1%eth0', '::ffff:10.0.0.0/104', '::ffff:10.0.0.1', 'idp.example', ',', '10.0.0.0/8,', '*'],
  ])('%s is refused', (text) => {
    expect(parseIpRanges(text)).toBeNull();
  });

  test('more than 200 are refused', () => {
    const list = (length: number) => Array.from({ length }, (_, n) => `192.0.2.${n}`).join(',');
    expect(parseIpRanges(list(200))).toHaveLength(200);
    expect(parseIpRanges(list(201))).toBeNull();
  });
});

describe('matching', () => {
  test.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['192.0.2.0/24', '::ffff:192.0.2.9', true],
    ['192.0.2.0/24', '::FFFF:192.0.3.9', false],
    ['2001:db8::/32', '2001:db8:ffff::9', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['::/0', '192.0.2.1', false],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['0.0.0.0/0', 'nonsense', false],
    ['0.0.0.0/0', undefined, false],
  ])('%s and %s: %s', (list, address, inside) => {
    expect(matches(list, address)).toBe(inside);
  });
});
