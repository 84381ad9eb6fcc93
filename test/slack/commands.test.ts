import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { confirmScim } from '../../src/provisioning/confirm-scim.ts';
import { connectScim } from '../../src/provisioning/connect-scim.ts';
import { mapGroup } from '../../src/provisioning/map-group.ts';
import { createScimGroup } from '../../src/provisioning/record-scim-group.ts';
import { createScimUser } from '../../src/provisioning/record-scim-user.ts';
import { scimInput } from '../support/company.ts';
import { operator } from '../support/facts.ts';
import { type Rig, startRig, wordsOf } from './rig.ts';

let rig: Rig;
const originOf = (id: string) => ({
  actor: { type: 'operator' as const, id: null, name: 'Operator' },
  cause: { type: 'test', id },
  at: new Date(),
});
const groups: Record<string, string> = {};

/** Ingrid owns, Mateo administers, Ana is a standard user, Oliver is none; Ana and Mateo are in groups of the IdP. */
beforeAll(async () => {
  rig = await startRig();
  await rig.join('ingrid.solberg', 'owner');
  await rig.join('mateo.ruiz', 'admin');
  await rig.join('ana.kovac');
}, 60_000);
afterAll(() => rig.close(), 30_000);

async function installScim(): Promise<void> {
  const { id } = await rig.organization();
  const { means } = rig;
  await connectScim(means, id, originOf('connect'), operator, 'okta');
  const push = async (name: string, handle: string): Promise<string> => {
    const { email } = rig.person(handle);
    return (await means.committer.commit(id, originOf(handle), createScimUser(scimInput(name, { email, userName: String(email) })))).id;
  };
  const ingrid = await push('Ingrid Solberg', 'ingrid.solberg');
  const ana = await push('Ana Kovač', 'ana.kovac');
  for (const [name, member] of [
    ['Owners', ingrid],
    ['Incident Managers', ana],
    ['R&D <!channel>', ana],
  ] as const) {
    const made = await means.committer.commit(
      id,
      originOf(name),
      createScimGroup({ displayName: name, externalId: null, resource: {} }, [{ value: member, display: null }]),
    );
    groups[name] = made.id;
  }
  await means.committer.commit(id, originOf('owners'), mapGroup(operator, 'Owners', 'owner'));
  await confirmScim(means, id, originOf('confirm'), { asker: operator, acknowledgeLockout: true }, () => undefined);
}

describe('anybody', () => {
  test('help shows every command, also to somebody who is no user', async () => {
    const words = wordsOf(await rig.type('oliver.grant', 'help'));
    for (const word of ['whoami', 'user @someone', 'mappings', 'map', 'unmap']) expect(words).toContain(`/rollcall ${word}`);
    expect(wordsOf(await rig.type('oliver.grant', ''))).toContain('/rollcall whoami');
  });

  test('whoami of somebody who is no user says so, and makes nobody', async () => {
    expect((await rig.type('oliver.grant', 'whoami')).text).toContain('You are no user here yet');
    expect(await rig.userOf(rig.person('oliver.grant').id)).toBeNull();
  });

  test('whoami says what one holds, and why (X2)', async () => {
    const words = wordsOf(await rig.type('ana.kovac', 'whoami'));
    expect(words).toContain('Ana Kovač');
    expect(words).toContain('Standard · Viewer');
    expect(words).toMatch(/_A1_/);
  });

  test('an unknown word is answered with the closest command, and its markup is plain text', async () => {
    expect(wordsOf(await rig.type('oliver.grant', 'mapings'))).toContain('Did you mean `/rollcall mappings`?');
    expect(wordsOf(await rig.type('oliver.grant', '<!channel>'))).not.toContain('<!channel>');
  });
});

const NO_USER = 'You are no user here yet';

describe('who may, and who may not', () => {
  test.each([
    ['user @ana.kovac', 'mateo.ruiz', 'oliver.grant', 'Ana Kovač', NO_USER],
    ['mappings', 'ana.kovac', 'oliver.grant', 'No group gives a role', NO_USER],
    ['users owners', 'ana.kovac', 'oliver.grant', 'Ingrid Solberg', NO_USER],
    ['groups', 'ana.kovac', 'oliver.grant', 'no groups', NO_USER],
    ['status', 'ana.kovac', 'oliver.grant', 'SCIM is not installed', NO_USER],
    ['channels', 'ana.kovac', 'oliver.grant', 'Channels count by name', NO_USER],
    ['resync', 'mateo.ruiz', 'ana.kovac', 'Compared', 'edit_settings'],
    ['seat @ana.kovac grant', 'mateo.ruiz', 'ana.kovac', 'On-call', 'manage_seats'],
    ['role @ana.kovac standard', 'mateo.ruiz', 'ana.kovac', 'so already', 'manage_permissions'],
    ['map Nobody admin', 'ingrid.solberg', 'mateo.ruiz', 'SCIM is not installed', 'manage_security_settings'],
    ['unmap m1', 'ingrid.solberg', 'mateo.ruiz', 'no mapping m1', 'manage_security_settings'],
  ])('%s', async (text, may, mayNot, expected, lacking) => {
    expect(wordsOf(await rig.type(may, text))).toContain(expected);
    const refused = wordsOf(await rig.type(mayNot, text));
    expect(refused).not.toContain(expected);
    expect(refused).toMatch(/Rule [PI]1/);
    expect(refused).toContain(lacking);
    expect(await rig.userOf(rig.person('oliver.grant').id)).toBeNull();
  });

  test('of oneself anybody may ask; of somebody who is none one is told so', async () => {
    expect((await rig.type('oliver.grant', 'user @oliver.grant')).text).toContain('is no user here');
    expect((await rig.type('ana.kovac', 'user @oliver.grant')).text).toContain(`<@${rig.person('oliver.grant').id}> is no user here`);
    expect((await rig.type('ana.kovac', 'user mateo.ruiz@larkspur.example')).text).toContain('Mateo Ruiz');
  });

  test('what lacks is asked for, with an example', async () => {
    expect(wordsOf(await rig.type('ana.kovac', 'user'))).toContain('For example');
    expect(wordsOf(await rig.type('ingrid.solberg', 'map admin'))).toContain(
      'map <group> <role>'.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    );
  });
});

describe('map and unmap, with SCIM installed', () => {
  beforeAll(installScim, 60_000);

  test('map shows before and after; cancelling changes nothing', async () => {
    const shown = await rig.type('ingrid.solberg', 'map Incident Managers admin');
    const words = wordsOf(shown);
    expect(words).toContain('Map *Incident Managers* to Admin?');
    expect(words).toMatch(/Ana Kovač \(ana\.kovac@larkspur\.example\): Standard · .* → Admin · /);
    expect(words).toContain('Map and update 1 user');
    const cancelled = await rig.press('ingrid.solberg', shown, 'change_cancel');
    expect(cancelled.text).toContain('Nothing was changed');
    expect((await rig.userOf(rig.person('ana.kovac').id))?.baseRole).toBe('standard');
  });

  test('on the press it is applied as shown; the audit names who pressed', async () => {
    const shown = await rig.type('ingrid.solberg', 'map "Incident Managers" admin');
    const done = await rig.press('ingrid.solberg', shown, 'change_apply');
    expect(done.text).toContain('gives Admin now');
    const ana = await rig.becomes(rig.person('ana.kovac').id, { baseRole: 'admin' });
    const entry = await rig.db.collection('auditEntries').findOne({ userId: ana.id, rule: 'P2', 'after.baseRole': 'admin' });
    const ingrid = await rig.userOf(rig.person('ingrid.solberg').id);
    expect(entry).toMatchObject({ actor: { type: 'person', id: ingrid?.id }, cause: { type: 'command' } });
    expect(wordsOf(await rig.type('ana.kovac', 'mappings'))).toContain('*Incident Managers* → Admin');
  });

  test('the permission is asked for again on the press: an old message gives nobody anything', async () => {
    const shown = await rig.type('ingrid.solberg', `map "R&D <!channel>" owner`);
    expect(wordsOf(shown)).not.toContain('<!channel>');
    // Who presses is no owner.
    const pressed = await rig.press('mateo.ruiz', shown, 'change_apply');
    expect(wordsOf(pressed)).toContain('manage_security_settings');
    expect((await rig.userOf(rig.person('ana.kovac').id))?.baseRole).toBe('admin');
  });

  test('unmap shows who loses what, and takes it on the press', async () => {
    const mapping = (await rig.organization()).policy.mappings.find(({ source }) => source.groupId === groups['Incident Managers']);
    const shown = await rig.type('ingrid.solberg', `unmap ${mapping?.id}`);
    expect(wordsOf(shown)).toContain('Unmap and update 1 user');
    await rig.press('ingrid.solberg', shown, 'change_apply');
    await rig.becomes(rig.person('ana.kovac').id, { baseRole: 'standard' });
  });

  test('a rule refuses with its number and the way out (I7, P3)', async () => {
    const owners = (await rig.organization()).policy.mappings[0];
    expect(wordsOf(await rig.type('ingrid.solberg', `unmap ${owners?.id}`))).toContain('Rule I7');
    const refused = wordsOf(await rig.type('ingrid.solberg', 'role @ana.kovac admin'));
    expect(refused).toContain('Rule P3');
    expect(refused).toContain('Map a group to Admin');
  });

  test('a group that is not there, and a role that is not, are refused in words', async () => {
    expect(wordsOf(await rig.type('ingrid.solberg', 'map Nobody admin'))).toContain('Rule P7');
    expect(wordsOf(await rig.type('ingrid.solberg', 'map Owners king'))).toContain('There is no role king');
  });

  test('who was deactivated is listed as such', async () => {
    rig.sandbox.workspace.deactivate(rig.person('mateo.ruiz').id);
    await rig.becomes(rig.person('mateo.ruiz').id, { status: 'deactivated' });
    expect(wordsOf(await rig.type('ingrid.solberg', 'users deactivated'))).toContain('Mateo Ruiz');
  });
});
