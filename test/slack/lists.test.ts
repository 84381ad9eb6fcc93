import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createScimGroup } from '../../src/provisioning/record-scim-group.ts';
import { recordSlackMember } from '../../src/provisioning/record-slack-member.ts';
import { slackFact } from '../support/company.ts';
import { originOf, pushCompany, pushOrigin } from './install.ts';
import { type Rig, startRig, wordsOf } from './rig.ts';

jest.setTimeout(30_000);

let rig: Rig;
const PEOPLE = 40;

/** Ingrid owns, Mateo administers, Ana is a standard user, Oliver is none; and there are 40 more, some with names that want to be markup. */
beforeAll(async () => {
  rig = await startRig();
  await rig.join('ingrid.solberg', 'owner');
  await rig.join('mateo.ruiz', 'admin');
  await rig.join('ana.kovac');
  const { id } = await rig.organization();
  const names = Array.from(
    { length: PEOPLE },
    (_, i) => `Zoë ${String(i).padStart(2, '0')} <!channel> & \u202eevil* ${'long '.repeat(30)}`,
  );
  await Promise.all(
    names.map((name, i) =>
      rig.means.committer.commit(
        id,
        originOf(name),
        recordSlackMember(slackFact(`U0ZOE${i}`, name, { email: `zoe${i}@x.example` }), 'joined'),
      ),
    ),
  );
}, 60_000);
afterAll(() => rig.close(), 60_000);

/** Everybody whom a list shows, page by page to its end. */
async function readThrough(handle: string, text: string, marks: RegExp): Promise<string[]> {
  let page = await rig.type(handle, text);
  const seen: string[] = [];
  for (let pages = 1; ; pages++) {
    seen.push(...(wordsOf(page).match(marks) ?? []));
    if (!wordsOf(page).includes('"page_next"')) return seen;
    expect(pages).toBeLessThan(30);
    page = await rig.press(handle, page, 'page_next');
  }
}

describe('lists are paged by buttons, and lose nobody', () => {
  test('users', async () => {
    const seen = await readThrough('ana.kovac', 'users', /zoe\d+@x\.example/g);
    expect(new Set(seen).size).toBe(PEOPLE);
    expect(seen).toHaveLength(PEOPLE);
  });

  test('back leads to the page before; who presses is asked for the permission again', async () => {
    const first = await rig.type('ana.kovac', 'users');
    const second = await rig.press('ana.kovac', first, 'page_next');
    expect(wordsOf(second)).toContain('Page 2');
    const again = await rig.press('ana.kovac', second, 'page_back');
    expect(again.text).toBe(first.text);
    expect(wordsOf(again)).not.toContain('page_back');
    const refused = await rig.press('oliver.grant', again, 'page_next');
    expect(refused.text).toContain('You are no user here yet');
  });

  test('users of one kind', async () => {
    expect(await readThrough('ana.kovac', 'users owners', /solberg@/g)).toHaveLength(1);
    expect(wordsOf(await rig.type('ana.kovac', 'users purple'))).toContain('There are no purple users to show');
  });

  test('groups and mappings', async () => {
    const { id } = await rig.organization();
    const pushed = await pushCompany(rig, ['ingrid.solberg'], { Owners: ['ingrid.solberg'] });
    expect(pushed.groups['Owners']).toBeDefined();
    for (let i = 0; i < 20; i++) {
      const group = { displayName: `Crew ${i} & <co>`, externalId: null, resource: {} };
      await rig.means.committer.commit(id, pushOrigin(group.displayName), createScimGroup(group, []));
    }
    expect(await readThrough('ana.kovac', 'groups', /\*Crew \d+ &amp; &lt;co&gt;\*/g)).toHaveLength(20);
    expect(await readThrough('ana.kovac', 'mappings', /\*Owners\* → Owner/g)).toHaveLength(1);
  });

  test('audit, of everything and of one person, to those who may', async () => {
    expect((await readThrough('mateo.ruiz', 'audit', /became a user/g)).length).toBeGreaterThanOrEqual(PEOPLE);
    const ofAna = wordsOf(await rig.type('mateo.ruiz', 'audit @ana.kovac'));
    expect(ofAna).toContain('Changes of *Ana Kovač*, latest first.');
    expect(ofAna).toMatch(/became a user: Active · Standard · none|became a user: Active · Standard · Viewer/);
    expect(ofAna).toContain('_E1_');
    expect(ofAna).not.toContain('Ingrid');
    expect(wordsOf(await rig.type('mateo.ruiz', 'audit @oliver.grant'))).toContain('There is no user');
    expect(wordsOf(await rig.type('ana.kovac', 'audit'))).toContain('view_audit_log');
  });
});

describe('preview, and confirming from it (I4, I5, I6)', () => {
  test('who may not confirm sees nothing', async () => {
    expect(wordsOf(await rig.type('mateo.ruiz', 'preview'))).toContain('manage_security_settings');
  });

  test('it names everybody, and is confirmed as shown', async () => {
    const shown = await rig.type('ingrid.solberg', 'preview');
    expect(shown.text).toMatch(/^Confirm SCIM and update \d+ users\?$/);
    expect(wordsOf(shown)).toContain('stay without a SCIM user: Unlinked');
    const done = await rig.press('ingrid.solberg', shown, 'scim_confirm');
    expect(done.text).toBe('SCIM is installed.');
    expect((await rig.organization()).policy.scim.state).toBe('installed');
    expect((await rig.type('ingrid.solberg', 'preview')).text).toContain('nothing is left to confirm');
    expect(wordsOf(await rig.type('ana.kovac', 'status'))).toContain('SCIM is installed with Okta.');
    expect((await rig.userOf(rig.person('ingrid.solberg').id))?.scim).not.toBeNull();
  });
});
