import { describe, expect, test } from '@jest/globals';
import type { Summary } from '../../api/contract.ts';
import { stepsOf, stepsOfEntry } from './summary.ts';

const standard: Summary = { status: 'active', baseRole: 'standard', customRoles: [], seats: ['viewer'], linked: null };

describe('before and after', () => {
  test('only what differs is said', () =>
    expect(stepsOf(standard, { ...standard, baseRole: 'owner', seats: ['responder', 'on_call'] })).toEqual([
      { what: 'Role', before: 'Standard', after: 'Owner' },
      { what: 'Seats', before: 'Viewer', after: 'Responder, On-call' },
    ]));
  test('of who begins, all', () =>
    expect(stepsOf(null, standard).map(({ what, before }) => [what, before])).toEqual([
      ['Status', null],
      ['Role', null],
      ['Seats', null],
    ]));
  test('of nothing that changes, nothing', () => expect(stepsOf(standard, standard)).toEqual([]));
});

describe('an audit entry', () => {
  test('of a retained owner', () =>
    expect(stepsOfEntry({ baseRole: 'owner' }, { baseRole: 'owner', retained: true })[0]?.after).toBe('Owner (retained)'));
  test('with a key that is not known shows it', () =>
    expect(stepsOfEntry({ guests: 'on' }, { guests: 'off' })).toEqual([{ what: 'guests', before: 'on', after: 'off' }]));
  test('without before or after', () => expect(stepsOfEntry(null, undefined)).toEqual([]));
});
