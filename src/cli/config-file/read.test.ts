import { expect, test } from '@jest/globals';
import { WrongUsage } from '../errors.ts';
import { readConfigFile } from './read.ts';

test.each([
  ['version: 1\nmapings: []\n', ':2:1 There is no mapings in the file'],
  ['version: 1\nsettings:\n  gests: off\n', ':3:3 There is no gests in settings'],
  ['version: 1\ncustom_roles:\n  - name: X\n    perms: [a]\n', ':4:5 There is no perms in custom_roles[1]'],
  ['version: 2\n', ':1:10 version is 1'],
  ['settings: { guests: on }\n', ':1:1 version is 1'],
  ['version: 1\nsettings: { guests: true }\n', ':2:21 settings.guests takes a text'],
  ['version: 1\nmappings:\n  - role: owner\n', ':3:5 mappings[1] needs a group'],
  ['version: 1\non_call_groups:\n  - group: A\n  - group: a\n', ':4:5 on_call_groups[2] is there twice'],
  ['version: 1\nsettings: {\n', ':3:1 Flow map'],
  ['version: 1\nversion: 1\n', ':2:1 Map keys must be unique'],
  ['', ':1:1 the file takes keys'],
  ['version: 1\nmappings: !!js/function x\n', ':2:11 Unresolved tag'],
  ['version: 1\n---\nversion: 1\n', ':2:1 Source contains multiple documents'],
  [`version: 1\n# ${'x'.repeat(1_000_000)}`, ' is larger than a megabyte'],
])('what is wrong is told with its place: %#', (text, complaint) => {
  expect(() => readConfigFile(text, 'rollcall.yml')).toThrow(WrongUsage);
  expect(() => readConfigFile(text, 'rollcall.yml')).toThrow(`rollcall.yml${complaint}`);
});

test('each complaint has a line, and the last says what to do', () => {
  try {
    readConfigFile('version: 3\nsettings: { plan: [] }\nfoo: 1\n', 'a.yml');
  } catch (error) {
    expect((error as WrongUsage).lines).toEqual([
      'a.yml:1:10 version is 1',
      expect.stringMatching(/^a\.yml:2:19 settings\.plan takes a text or a number/),
      'a.yml:3:1 There is no foo in the file',
      'See what the file looks like with: rollcall config export',
    ]);
  }
  expect.assertions(1);
});

test('what is left out is left alone; numbers are texts; a group by name or id', () => {
  expect(readConfigFile('version: 1\n', 'a')).toEqual({});
  expect(
    readConfigFile(
      'version: 1\nsettings: { hold.people: 5, guests: off }\nmappings: [{ group_id: g1, group: IT, role: owner }]\non_call_groups: [{ group: Ops }]',
      'a',
    ),
  ).toEqual({
    settings: { 'hold.people': '5', guests: 'off' },
    mappings: [{ group: { name: 'IT', id: 'g1' }, role: 'owner' }],
    onCallGroups: [{ name: 'Ops', id: null }],
  });
});
