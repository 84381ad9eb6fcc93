import { describe, expect, test } from '@jest/globals';
import type { ScimError } from './errors.ts';
import { parsePath } from './path.ts';
import { ENTERPRISE_USER_SCHEMA, GROUP, USER } from './schemas.ts';

const urn = ENTERPRISE_USER_SCHEMA.id;

describe('PATCH paths (RFC 7644 §3.5.2, figure 7)', () => {
  test.each([
    ['title', { attribute: { name: 'title' }, sub: undefined, filter: undefined }],
    ['NAME.GIVENNAME', { attribute: { name: 'name' }, sub: { name: 'givenName' } }],
    ['emails[type eq "work"]', { attribute: { name: 'emails' }, filter: { kind: 'compare' } }],
    ['emails[type eq "work" and value ew "x"].value', { sub: { name: 'value' }, filter: { kind: 'and' } }],
    [`${USER.core.id}:name.familyName`, { attribute: { name: 'name' }, extension: undefined }],
    [`${USER.core.id}:emails[primary eq true].display`, { sub: { name: 'display' } }],
    [`${urn}:manager`, { attribute: { name: 'manager' }, extension: { id: urn } }],
    ['manager', { extension: { id: urn } }],
    [`${urn}.manager.value`, { attribute: { name: 'manager' }, sub: { name: 'value' }, extension: { id: urn } }],
    [urn, { kind: 'extension' }],
    [USER.core.id, { kind: 'resource' }],
  ])('%s', (text, wanted) => expect(parsePath(USER, text)).toMatchObject(wanted));

  test.each([
    '',
    ' ',
    'no such path',
    'colour',
    'name.colour',
    'emails[type eq',
    'emails[colour eq "x"]',
    'emails[type eq "work"]value',
    'emails[type eq "work"].colour',
    'emails[type eq "work"] x',
    'name[familyName eq "x"]',
    'emails.value[type eq "x"]',
    'userName eq "x"',
    '__proto__.polluted',
    'constructor.prototype',
    `${urn}:userName`,
    'emails[primary gt true]',
    '"title"',
    '.title',
    `emails[${'('.repeat(5000)}`,
    'x'.repeat(9000),
  ])('invalidPath: %j', (text) => {
    expect(() => parsePath(USER, text)).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidPath' }));
  });

  test('a group has members and no emails', () => {
    expect(parsePath(GROUP, 'members[value eq "x"]')).toMatchObject({ attribute: { name: 'members' } });
    expect(() => parsePath(GROUP, 'emails')).toThrow();
  });

  test.each(['name.colour', 'colour', `${urn}:colour`, 'emails[type eq "work"].colour'])(
    'the caret is under the part that is meant: %s',
    (text) => {
      let detail = '';
      try {
        parsePath(USER, text);
      } catch (error) {
        detail = (error as ScimError).detail;
      }
      const [, shown, caret] = detail.split('\n');
      expect(shown?.slice((caret?.length ?? 0) - 1)).toMatch(/^\.?colour$/);
    },
  );
});
