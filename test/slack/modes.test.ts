import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorkspaceControl } from '../../src/sandbox/workspace-control.ts';
import { type Connected, connect, type Mode } from './connected.ts';
import { eventually, wordsOf } from './rig.ts';

/** One suite for each way to be connected to Slack: what happens in a workspace ends in the same users. */

interface Company {
  name: string;
  /** Whoever installs it by OAuth. */
  installer: string;
  /** The one that becomes a user, and the one that stays none. */
  joiner: string;
  leaver: string;
  channel: string;
}

const larkspur: Company = {
  ...{ name: 'the first workspace', installer: 'mateo.ruiz', joiner: 'ana.kovac', leaver: 'noor.aziz', channel: 'inc-telemetry-lag' },
};
const fennmoor: Company = {
  ...{
    name: 'the second workspace',
    installer: 'idris.okoye',
    joiner: 'paul.verhoeven',
    leaver: 'mina.castellan',
    channel: 'inc-turbine-7',
  },
};

const modes: [Mode, Company[]][] = [
  ['one workspace by token', [larkspur]],
  ['many by OAuth', [larkspur, fennmoor]],
  ['Socket Mode by token', [larkspur]],
  ['Socket Mode and OAuth', [larkspur, fennmoor]],
];

describe.each(modes)('%s', (mode, companies) => {
  let at: Connected;
  const workspaces = new Map<string, WorkspaceControl>();
  beforeAll(async () => {
    at = await connect(mode);
    for (const { name, installer } of companies) {
      const workspace = name === larkspur.name ? at.sandbox.workspace : at.sandbox.addCompany('workspace');
      workspaces.set(name, workspace);
      if (mode.endsWith('OAuth')) expect((await at.install(workspace, installer)).status).toBe(200);
    }
  }, 60_000);
  afterAll(() => at.close(), 30_000);

  describe.each(companies)('$name', ({ name, installer, joiner, leaver, channel }) => {
    const workspace = (): WorkspaceControl => workspaces.get(name) as WorkspaceControl;
    const join = async (handle: string): Promise<void> => {
      const incident = workspace().channel(channel);
      const { botUserId } = workspace().state().app;
      await eventually(async () => workspace().channel(channel).members.includes(botUserId), 'the app is in the incident channel (E6)');
      workspace().join(workspace().person(handle).id, incident.id);
    };

    test('E1 whoever joins an incident channel becomes a user', async () => {
      await join(joiner);
      const user = await at.becomes(workspace(), joiner, { status: 'active' });
      expect(user.created.rule).toBe('E1');
    }, 30_000);

    test('A1 whom Slack deactivates is deactivated, and comes back with them', async () => {
      if (!workspace().channel(channel).members.includes(workspace().person(leaver).id)) await join(leaver);
      await at.becomes(workspace(), leaver, { status: 'active' });
      workspace().deactivate(workspace().person(leaver).id);
      await at.becomes(workspace(), leaver, { status: 'deactivated' });
      workspace().reactivate(workspace().person(leaver).id);
      await at.becomes(workspace(), leaver, { status: 'active' });
    }, 30_000);

    test('a command is answered', async () => {
      expect(wordsOf(await at.type(workspace(), joiner, 'whoami'))).toContain('Active in Slack');
    }, 30_000);

    test('P9 the first owner is whoever installed it by OAuth, or the primary owner', async () => {
      const first = mode.endsWith('OAuth') ? installer : 'ingrid.solberg';
      await join(first);
      await at.becomes(workspace(), first, { baseRole: 'owner', grantedBy: 'P9' });
    }, 30_000);

    test('a token that is revoked stops the Slack side and no user; one that works again has it go on', async () => {
      workspace().revoke();
      await eventually(async () => (await at.installation(workspace())).state === 'revoked', 'it is known to have stopped');
      expect(await at.userOf(workspace(), joiner)).toMatchObject({ status: 'active' });
      const { id } = await at.organization(workspace());
      await expect(at.edge.resync(id)).rejects.toThrow('not installed');
      workspace().revokeToken(false);
      if (mode.endsWith('OAuth')) expect((await at.install(workspace(), installer)).status).toBe(200);
      else await (await at.another()).stop(); // as a restart would
      await eventually(async () => (await at.installation(workspace())).state === 'installed', 'it goes on');
      await eventually(() => at.edge.resync(id).catch(() => null), 'it is compared again');
    }, 30_000);

    test('an uninstall stops the Slack side, and no user', async () => {
      workspace().uninstall();
      await eventually(async () => (await at.installation(workspace())).state === 'uninstalled', 'it is known to be gone');
      expect(await at.userOf(workspace(), joiner)).toMatchObject({ status: 'active' });
      const kept = await at.db.collection('slackInstallations').findOne({ _id: (await at.installation(workspace())).id as never });
      expect(kept).toMatchObject({ token: null });
    }, 30_000);
  });

  test('no token was logged, and none is stored as it is', async () => {
    const stored = JSON.stringify(await at.db.collection('slackInstallations').find({}).toArray());
    expect(`${stored}${at.logged.join('')}`).not.toMatch(/xox[be]|xapp-/);
  });
});
