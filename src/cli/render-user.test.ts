import { describe, expect, test } from '@jest/globals';
import type { Summary } from '../provisioning/present.ts';
import { changeInWords } from './render-user.ts';

const standard: Summary = { status: 'active', baseRole: 'standard', customRoles: [], seats: ['viewer'], linked: null };

describe('a change in a line', () => {
  test('names only what differs', () => {
    const after: Summary = { ...standard, baseRole: 'admin', customRoles: ['Auditor'], seats: ['responder', 'on_call'] };
    expect(changeInWords('Ada', standard, after)).toBe('Ada: standard -> admin, Auditor; seats viewer -> responder, on_call');
    expect(changeInWords('Ada', { ...standard, linked: true }, { ...standard, linked: false })).toBe('Ada: now Unlinked');
    expect(changeInWords('Ada', standard, { ...standard, status: 'deactivated', seats: [] })).toBe(
      'Ada: active -> deactivated; seats viewer -> none',
    );
  });

  test('nothing, and somebody new', () => {
    expect(changeInWords('Ada', standard, standard)).toBe('Ada: as before');
    expect(changeInWords('Ada\u001b', null, standard)).toBe('Ada : new, standard, viewer');
  });
});
