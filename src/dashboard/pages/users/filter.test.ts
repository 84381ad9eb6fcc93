import { expect, test } from '@jest/globals';
import { addressWith, filterOf } from './filter.ts';

test('an address gives its filter, without what is not known', () =>
  expect(filterOf(new URLSearchParams('status=active&linked=maybe&search=ana&colour=red'))).toEqual({
    limit: 50,
    status: 'active',
    search: 'ana',
  }));

test('a change begins at the first page', () =>
  expect(addressWith(new URLSearchParams('status=active&cursor=x'), { seat: 'on_call' })).toBe('?status=active&seat=on_call'));

test('an empty filter has a bare address', () => expect(addressWith(new URLSearchParams('status=active'), { status: null })).toBe(''));
