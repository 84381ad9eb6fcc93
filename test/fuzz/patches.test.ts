import { jest, test } from '@jest/globals';
import { groupPatch } from '../../src/scim/protocol/group-patch.ts';
import { normalisePatch } from '../../src/scim/protocol/idp-quirks.ts';
import { parsePatchOp } from '../../src/scim/protocol/messages.ts';
import { applyPatch } from '../../src/scim/protocol/patch.ts';
import { GROUP, USER } from '../../src/scim/protocol/schemas.ts';
import { withAbysses } from './bodies.ts';
import { fuzz, holds, refusing, TIME } from './fuzz.ts';
import { ana, night, patches, recorded } from './inputs.ts';
import { sound, textOf } from './sound.ts';

jest.setTimeout(TIME);

test('PATCH of a person: applied or refused; what is sent and what is stored stay as they were', () => {
  const stored = JSON.stringify(ana);
  fuzz('PATCH of a person', 0.2, patches(recorded.userPatches), (sent) => {
    const body = withAbysses(sent);
    const before = textOf(body);
    const patched = refusing(() => applyPatch(USER, ana, parsePatchOp(normalisePatch(USER, body).body)));
    holds(JSON.stringify(ana) === stored && textOf(body) === before, 'no input is changed');
    if (patched) sound(patched.resource, 'u1', 'userName');
  });
});

test('PATCH of a group: split, applied or refused', () => {
  fuzz('PATCH of a group', 0.1, patches(recorded.groupPatches), (sent) => {
    const { attributes, members } = groupPatch(parsePatchOp(normalisePatch(GROUP, withAbysses(sent)).body));
    const { resource } = attributes(night);
    if (members.kind === 'compute') members.apply([{ value: 'u1' }, { value: 'u2', type: 'User' }]);
    sound(resource, 'g1', 'displayName');
    holds(!Object.hasOwn(resource, 'members'), 'members are split off');
  });
});
