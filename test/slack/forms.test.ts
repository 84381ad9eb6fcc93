import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { addCustomRole } from '../../src/provisioning/custom-roles.ts';
import { createScimGroup } from '../../src/provisioning/record-scim-group.ts';
import { operator } from '../support/facts.ts';
import { installCompany, originOf, type Pushed, pushOrigin } from './install.ts';
import { type Rig, startRig, wordsOf } from './rig.ts';
import { type Screen, screenOf, wordsIn } from './screen.ts';

jest.setTimeout(30_000);

let rig: Rig;
let ingrid: Screen;
let mateo: Screen;

/** Ingrid owns, Mateo administers, Ana is a standard user, Oliver is none. */
beforeAll(async () => {
  rig = await startRig();
  await rig.join('ingrid.solberg', 'owner');
  await rig.join('mateo.ruiz', 'admin');
  await rig.join('ana.kovac');
  ingrid = screenOf(rig, 'ingrid.solberg');
  mateo = screenOf(rig, 'mateo.ruiz');
  const { id } = await rig.organization();
  await rig.means.committer.commit(id, originOf('role'), addCustomRole(operator, 'SRE & <!here>', ['view_audit_log']));
}, 60_000);
afterAll(() => rig.close(), 60_000);

const ana = () => rig.person('ana.kovac').id;

describe('role and seat', () => {
  test('a role is chosen, shown before and after, and given', async () => {
    const form = await ingrid.opens('role');
    expect(wordsIn(form)).toContain('SRE & <!here>'); // plain text, in which nothing is markup
    expect(await ingrid.submit({ person: ana(), role: 'admin' })).toEqual({});
    const preview = wordsIn(ingrid.modal() as never);
    expect(preview).toContain('Give Ana Kovač (ana.kovac@larkspur.example) the role Admin?');
    expect(preview).toMatch(/Standard · Viewer → Admin · Responder/);
    expect((await rig.userOf(ana()))?.baseRole).toBe('standard');
    expect(await ingrid.submit()).toEqual({});
    expect(wordsIn(ingrid.modal() as never)).toContain('has the role Admin now');
    await rig.becomes(ana(), { baseRole: 'admin' });
    await ingrid.close();
    expect(ingrid.modal()).toBeNull(); // the form below is gone too
  });

  test('back from the preview is the form, and nothing was changed', async () => {
    await ingrid.opens('role');
    await ingrid.submit({ person: ana(), role: 'standard' });
    await ingrid.close();
    expect(ingrid.modal()?.callback_id).toBe('form');
    await ingrid.close();
    await rig.becomes(ana(), { baseRole: 'admin' });
  });

  test('somebody who is no user, and what a rule refuses, are told at their field (P1)', async () => {
    await mateo.opens('role');
    expect(await mateo.submit({ person: rig.person('oliver.grant').id, role: 'admin' })).toEqual({
      person: expect.stringContaining('They are no user here yet'),
    });
    expect(await mateo.submit({ person: ana(), role: 'owner' })).toEqual({ role: expect.stringContaining('more than you hold') });
    await mateo.close();
    expect(await rig.userOf(rig.person('oliver.grant').id)).toBeNull();
  });

  test('what is so already can’t be applied', async () => {
    await ingrid.opens('role');
    await ingrid.submit({ person: ana(), role: 'admin' });
    expect(ingrid.modal()?.['submit']).toBeNull();
    await ingrid.close();
    await ingrid.close();
  });

  test('a seat is given by the form', async () => {
    await mateo.opens('seat');
    await mateo.submit({ person: ana(), seat: 'on_call', action: 'grant' });
    expect(wordsIn(mateo.modal() as never)).toContain('the seat On-call?');
    await mateo.submit();
    await rig.becomes(ana(), { seats: ['on_call'] });
    await mateo.close();
  });

  test.each(['role', 'seat', 'map', 'unmap', 'mark', 'unmark'])('%s opens nothing for somebody who may not', async (word) => {
    const refused = await rig.type('oliver.grant', word);
    expect(refused.text).toContain('You are no user here yet');
    expect(screenOf(rig, 'oliver.grant').modal()).toBeNull();
  });

  test('permissions are asked again on submit: an open form gives nobody anything', async () => {
    await mateo.opens('seat');
    await mateo.submit({ person: ana(), seat: 'responder', action: 'grant' });
    await rig.type('ingrid.solberg', 'role @mateo.ruiz standard');
    await rig.becomes(rig.person('mateo.ruiz').id, { baseRole: 'standard' });
    await mateo.submit();
    expect(wordsIn(mateo.modal() as never)).toContain('manage_seats');
    await mateo.close();
    await rig.becomes(ana(), { seats: ['on_call'] });
  });

  test('while the form can’t be opened in time, that is said', async () => {
    rig.sandbox.workspace.fault('views.open', { error: 'expired_trigger_id' });
    expect((await rig.type('ingrid.solberg', 'role')).text).toContain('did not open the form');
  });
});

describe('map and unmap, with SCIM installed', () => {
  let pushed: Pushed;
  beforeAll(async () => {
    pushed = await installCompany(rig, ['ingrid.solberg', 'ana.kovac'], {
      Owners: ['ingrid.solberg'],
      'Incident Managers': ['ana.kovac'],
      'R&D <!channel>': ['ana.kovac'],
    });
    const { id } = await rig.organization();
    const groups = Array.from({ length: 120 }, (_, i) => ({
      displayName: `Team ${String(i).padStart(3, '0')} ${'x'.repeat(90)}`,
      externalId: null,
      resource: {},
    }));
    await Promise.all(groups.map((group) => rig.means.committer.commit(id, pushOrigin(group.displayName), createScimGroup(group, []))));
  }, 60_000);

  test('groups are searched as one types, within what Slack shows', async () => {
    await ingrid.opens('map');
    expect(await ingrid.offers('group', 'inc')).toEqual([{ text: 'Incident Managers', value: pushed.groups['Incident Managers'] }]);
    expect(await ingrid.offers('group', '')).toHaveLength(100);
    expect((await ingrid.offers('group', 'team 007'))[0]?.text).toMatch(/^Team 007 x+…$/);
    expect(await ingrid.offers('group', 'nothing')).toEqual([]);
    await ingrid.close();
  });

  test('a group is mapped as previewed', async () => {
    await ingrid.opens('map');
    const [group] = await ingrid.offers('group', 'R&D');
    expect(await ingrid.submit({ group: String(group?.value), role: 'admin' })).toEqual({});
    const preview = ingrid.modal() as never;
    expect(wordsIn(preview)).toContain('Map *R&amp;D &lt;!channel&gt;* to Admin?');
    expect(wordsIn(preview)).toContain('Map and update 1 user');
    await ingrid.submit();
    expect(wordsIn(ingrid.modal() as never)).toContain('gives Admin now');
    await rig.becomes(ana(), { baseRole: 'admin' });
    await ingrid.close();
  });

  test('what a rule refuses stands at the field (I7)', async () => {
    await ingrid.opens('unmap');
    const [owners] = await ingrid.offers('mapping', 'owners');
    expect(owners?.text).toBe('Owners → Owner');
    expect(await ingrid.submit({ mapping: String(owners?.value) })).toEqual({
      mapping: expect.stringContaining('last mapping that gives Owner'),
    });
    await ingrid.close();
  });

  test('a mapping is taken away as previewed', async () => {
    await ingrid.opens('unmap');
    const [mapping] = await ingrid.offers('mapping', 'r&d');
    await ingrid.submit({ mapping: String(mapping?.value) });
    await ingrid.submit();
    await rig.becomes(ana(), { baseRole: 'standard' });
    await ingrid.close();
  });

  test('with SCIM a role by the form is refused at the field, with the group to use (P3)', async () => {
    await ingrid.opens('role');
    expect(await ingrid.submit({ person: ana(), role: 'owner' })).toEqual({
      role: expect.stringContaining('Add Ana Kovač to Owners in the IdP'),
    });
    await ingrid.close();
  });
});

test('E6 a channel is marked by the form', async () => {
  await rig.type('ingrid.solberg', 'whoami');
  await ingrid.opens('mark');
  const channel = rig.sandbox.workspace.channel('robot-gossip').id;
  expect(await ingrid.submit({ channel })).toEqual({});
  expect(wordsIn(ingrid.modal() as never)).toContain('is an incident channel now');
  await ingrid.close();
  expect(wordsOf(await rig.type('ingrid.solberg', 'channels'))).toContain(`<#${channel}> (marked by hand)`);
});
