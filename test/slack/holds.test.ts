import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { changeScimGroup } from '../../src/provisioning/record-scim-group.ts';
import { setSetting } from '../../src/provisioning/set-setting.ts';
import { operator } from '../support/facts.ts';
import { installCompany, originOf, type Pushed, pushOrigin } from './install.ts';
import { type Rig, startRig, wordsOf } from './rig.ts';
import { screenOf, wordsIn } from './screen.ts';

jest.setTimeout(30_000);

let rig: Rig;
let pushed: Pushed;
const admins = ['ana.kovac', 'mateo.ruiz', 'noor.aziz', 'wei.zhang'];

/** Ingrid owns; four are admins by a group, and the organization holds what takes from more than one at once. */
beforeAll(async () => {
  rig = await startRig();
  for (const handle of ['ingrid.solberg', ...admins]) await rig.join(handle);
  pushed = await installCompany(rig, ['ingrid.solberg', ...admins], { Owners: ['ingrid.solberg'], Admins: admins });
  const { id } = await rig.organization();
  for (const key of ['hold.people', 'hold.percent']) await setSetting(rig.means, id, originOf(key), operator, key, '0');
  await rig.type('ingrid.solberg', 'whoami');
  const shown = await rig.type('ingrid.solberg', 'map Admins admin');
  await rig.press('ingrid.solberg', shown, 'change_apply');
  await rig.becomes(rig.person('wei.zhang').id, { baseRole: 'admin' });
  const emptied = changeScimGroup(String(pushed.groups['Admins']), ({ displayName, externalId, resource }) => ({
    group: { displayName, externalId, resource },
    members: { kind: 'replace', members: [] },
  }));
  await rig.means.committer.commit(id, pushOrigin('emptied'), emptied);
}, 90_000);
afterAll(() => rig.close(), 60_000);

const roleOf = async (handle: string) => (await rig.userOf(rig.person(handle).id))?.baseRole;

describe('holds (I10)', () => {
  test('an owner sees what waits, by name; an admin does not', async () => {
    const shown = await rig.type('ingrid.solberg', 'holds');
    expect(shown.text).toBe('The IdP would take something from 4 people at once. It waits for an owner.');
    expect(wordsOf(shown)).toMatch(/Ana Kovač \(ana\.kovac@larkspur\.example\): Admin · Responder → Standard · Viewer/);
    expect(wordsOf(shown)).toContain('Let it happen for 4 people');
    expect(wordsOf(await rig.type('mateo.ruiz', 'holds'))).toContain('manage_security_settings');
  });

  test('App Home has it too, for the owner', async () => {
    const ingrid = screenOf(rig, 'ingrid.solberg');
    expect(wordsIn(await ingrid.home())).toContain('4 people wait for an owner');
    expect(wordsIn(await ingrid.home())).toContain('change_apply_approve');
    expect(wordsIn(await screenOf(rig, 'mateo.ruiz').home())).not.toContain('change_apply_approve');
  });

  test('somebody else who presses is refused, and nothing happens', async () => {
    const shown = await rig.type('ingrid.solberg', 'holds');
    expect(wordsOf(await rig.press('mateo.ruiz', shown, 'change_apply_approve'))).toContain('manage_security_settings');
    expect(await roleOf('ana.kovac')).toBe('admin');
  });

  test('some of them are chosen, previewed and let go', async () => {
    const ingrid = screenOf(rig, 'ingrid.solberg');
    await ingrid.home();
    await ingrid.pressToOpen('hold_choose');
    const [ana] = await ingrid.offers('held', 'ana');
    expect(ana?.text).toBe('Ana Kovač (ana.kovac@larkspur.example)');
    expect(await ingrid.offers('held', '')).toHaveLength(4);
    expect(await ingrid.submit({ held: [String(ana?.value)], verdict: 'approve' })).toEqual({});
    expect(wordsIn(ingrid.modal() as never)).toContain('Let it happen for 1 person?');
    expect(await ingrid.submit()).toEqual({});
    await rig.becomes(rig.person('ana.kovac').id, { baseRole: 'standard' });
    expect(await roleOf('noor.aziz')).toBe('admin');
    await ingrid.close();
  });

  test('the rest is rejected in Home, which then shows that nothing waits', async () => {
    const ingrid = screenOf(rig, 'ingrid.solberg');
    await ingrid.home();
    const after = wordsIn(await ingrid.press('change_apply_reject', '3 people stay as they are.'));
    expect(after).not.toContain('wait for an owner');
    expect(await roleOf('noor.aziz')).toBe('admin');
    expect((await rig.type('ingrid.solberg', 'holds')).text).toBe('Nothing is held.');
    expect(wordsOf(await rig.type('ingrid.solberg', 'audit @noor.aziz'))).toContain('keeps what the IdP would take');
  });
});
