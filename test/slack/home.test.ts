import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Rig, startRig } from './rig.ts';
import { screenOf, wordsIn } from './screen.ts';

jest.setTimeout(30_000);

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.join('ingrid.solberg', 'owner');
  await rig.join('ana.kovac');
}, 60_000);
afterAll(() => rig.close(), 60_000);

describe('App Home', () => {
  test('somebody who is no user is told how to become one, sees nothing else, and is made nobody', async () => {
    const words = wordsIn(await screenOf(rig, 'oliver.grant').home());
    expect(words).toContain('You are no user here yet');
    expect(words).not.toContain('How things stand');
    expect(words).not.toContain('open_form');
    expect(await rig.userOf(rig.person('oliver.grant').id)).toBeNull();
  });

  test('a standard user sees who they are and why, and how things stand, and has no button', async () => {
    const words = wordsIn(await screenOf(rig, 'ana.kovac').home());
    expect(words).toContain('You are *Ana Kovač*');
    expect(words).toMatch(/_A1_/);
    expect(words).toContain('SCIM is not installed.');
    expect(words).toMatch(/\d active users, 0 deactivated, 1 owner/);
    expect(words).not.toContain('open_form');
  });

  test('an owner acts from it, and it is drawn anew', async () => {
    const ingrid = screenOf(rig, 'ingrid.solberg');
    expect(wordsIn(await ingrid.home())).toContain('open_form_role');
    await ingrid.pressToOpen('open_form_role');
    await ingrid.submit({ person: rig.person('ana.kovac').id, role: 'owner' });
    const before = rig.sandbox.workspace.view(rig.person('ingrid.solberg').id).home;
    await ingrid.submit();
    await rig.becomes(rig.person('ana.kovac').id, { baseRole: 'owner' });
    await ingrid.close();
    expect(before).not.toBeNull();
    expect(wordsIn(await ingrid.home())).toContain('2 owners');
  });

  test('comparing with Slack from it shows the outcome in it', async () => {
    const ingrid = screenOf(rig, 'ingrid.solberg');
    await ingrid.home();
    await ingrid.press('home_resync', 'members with Slack.');
  });

  test('where owners are told is chosen in it, and only a channel that the app can post to', async () => {
    const ingrid = screenOf(rig, 'ingrid.solberg');
    await ingrid.home();
    await ingrid.pressToOpen('open_form_notifications');
    expect(await ingrid.submit({ where: 'channel' })).toEqual({ channel: 'Choose the channel.' });
    const hidden = rig.sandbox.workspace.createChannel(rig.person('ingrid.solberg').id, { name: 'owners-only', isPrivate: true });
    expect(await ingrid.submit({ where: 'channel', channel: hidden.id })).toEqual({
      channel: expect.stringContaining('/invite @rollcall'),
    });
    const gossip = rig.sandbox.workspace.channel('robot-gossip').id;
    expect(await ingrid.submit({ where: 'channel', channel: gossip })).toEqual({});
    expect((await rig.organization()).policy.settings.notifications).toBe(gossip);
    await ingrid.close();
  });

  test('another tab is no reason to draw it', async () => {
    const { id } = rig.person('mateo.ruiz');
    await rig.send(rig.envelope({ type: 'app_home_opened', user: id, tab: 'messages', channel: 'D1' }));
    await rig.quiet();
    expect(rig.sandbox.workspace.view(id).home).toBeNull();
  });

  test('while the database is away it says so', async () => {
    await rig.quiet();
    await rig.db.close();
    expect(wordsIn(await screenOf(rig, 'ana.kovac').home())).toContain('cannot reach its database');
  });
});
