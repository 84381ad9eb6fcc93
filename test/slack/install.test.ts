import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createSlackEdge } from '../../src/slack/edge.ts';
import { listOrganizations } from '../../src/store/organizations.ts';
import { startDatabase } from '../support/database.ts';
import { beginInstall, type Connected, connect, decideAtSlack, KEYS } from './connected.ts';
import { eventually, wordsOf } from './rig.ts';

let database: Awaited<ReturnType<typeof startDatabase>>;
beforeAll(async () => {
  database = await startDatabase();
}, 60_000);
afterAll(() => database.close(), 30_000);

let at: Connected;
let ahead = 0;
afterEach(() => {
  ahead = 0;
  return at.close();
}, 30_000);

const HOUR = 3600_000;
const start = async (): Promise<Connected> => {
  at = await connect('many by OAuth', { aheadMs: () => ahead, database });
  return at;
};
const back = (to: string, cookie = ''): Promise<Response> => fetch(to, { redirect: 'manual', headers: { cookie } });
const mateo = (): string => at.sandbox.workspace.person('mateo.ruiz').id;

/** An event as Slack signs it, outside of what the practice workspace would send now. */
async function sendEvent(event: object): Promise<Response> {
  const { team, app } = at.sandbox.workspace.state();
  const body = JSON.stringify({ type: 'event_callback', team_id: team.id, api_app_id: app.id, event, event_id: 'EvLATE', event_time: 1 });
  const timestamp = String(Math.floor((Date.now() + ahead) / 1000));
  const hex = createHmac('sha256', at.sandbox.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hex}` };
  return fetch(`${at.url}/slack/events`, { method: 'POST', headers, body });
}

describe('an install', () => {
  test('is not needed to be ready; it asks for what the manifest says, at our own address', async () => {
    await start();
    expect(at.edge.ready()).toBe(true);
    const { authorize } = await beginInstall(at.url);
    expect(authorize.origin).toBe(at.sandbox.url);
    expect(authorize.searchParams.get('redirect_uri')).toBe(`${at.url}/slack/oauth_redirect`);
    expect(authorize.searchParams.get('client_id')).toBe(at.sandbox.clientId);
    expect(authorize.searchParams.get('scope')).toContain('users:read.email');
  }, 60_000);

  test('a state is good once, and only in the browser that began', async () => {
    await start();
    const { cookie, authorize } = await beginInstall(at.url);
    const to = await decideAtSlack(authorize, { user: mateo(), decision: 'allow' });
    const other = await beginInstall(at.url);
    expect((await back(to)).status).toBe(400);
    expect((await back(to, other.cookie)).status).toBe(400);
    expect(await listOrganizations(at.db)).toEqual([]);
    expect((await back(to, cookie)).status).toBe(200);
    expect((await back(to, cookie)).status).toBe(400);
    expect(await listOrganizations(at.db)).toHaveLength(1);
  }, 60_000);

  test('one that was cancelled, is over, or was begun by nobody installs nothing, and says what to do', async () => {
    await start();
    const cancelled = await beginInstall(at.url);
    const page = await back(await decideAtSlack(cancelled.authorize, { decision: 'deny' }), cancelled.cookie);
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('cancelled')]);
    const over = await beginInstall(at.url);
    const to = await decideAtSlack(over.authorize, { user: mateo(), decision: 'allow' });
    ahead = HOUR;
    expect((await back(to, over.cookie)).status).toBe(400);
    const forged = await back(`${at.url}/slack/oauth_redirect?code=x&state=y`, 'rollcall_slack_install=y.9999999999999.mac');
    expect([forged.status, await forged.text()]).toEqual([400, expect.stringContaining('/slack/install')]);
    expect(await listOrganizations(at.db)).toEqual([]);
  }, 60_000);

  test('a code that Slack refuses is said, and nothing is stored', async () => {
    await start();
    const { cookie, authorize } = await beginInstall(at.url);
    const page = await back(`${at.url}/slack/oauth_redirect?code=wrong&state=${authorize.searchParams.get('state')}`, cookie);
    expect([page.status, await page.text()]).toEqual([502, expect.stringContaining('invalid_code')]);
    expect(await at.db.collection('slackInstallations').countDocuments({})).toBe(0);
  }, 60_000);

  test('the token is sealed; another server learns of the install, and a key can be rotated', async () => {
    await start();
    const other = await at.another();
    await at.install(at.sandbox.workspace, 'mateo.ruiz');
    const { id } = await at.organization(at.sandbox.workspace);
    await eventually(() => other.resync(id).catch(() => null), 'the other server knows of it');
    const stored = await at.db.collection('slackInstallations').findOne({});
    const sealed = String(stored?.['token']);
    expect(sealed).toMatch(/^[0-9a-f]{8}\.[\w-]+$/);
    const rotated = createSlackEdge({
      means: at.means,
      log: (await import('pino')).default({ level: 'silent' }),
      slack: { kind: 'oauth', signingSecret: 'x', clientId: 'x', clientSecret: 'x', stateSecret: 'x' },
      encryptionKeys: ['n'.repeat(32), ...KEYS],
      slackApiUrl: at.sandbox.apiUrl,
      publicUrl: at.url,
    });
    await rotated.start();
    await rotated.resync(id);
    await rotated.stop();
    const anew = await at.db.collection('slackInstallations').findOne({});
    expect(String(anew?.['token']).slice(0, 8)).not.toBe(sealed.slice(0, 8));
  }, 60_000);

  test('a late word of an earlier end does not stop a new install', async () => {
    await start();
    const { workspace } = at.sandbox;
    await at.install(workspace, 'mateo.ruiz');
    expect((await sendEvent({ type: 'app_uninstalled' })).status).toBe(200);
    expect((await sendEvent({ type: 'tokens_revoked', tokens: { bot: [workspace.state().app.botUserId] } })).status).toBe(200);
    expect((await at.installation(workspace)).state).toBe('installed');
    expect(wordsOf(await at.type(workspace, 'mateo.ruiz', 'help'))).toContain('/rollcall');
  }, 60_000);

  test('one that was removed while nobody listened is noticed by the next call', async () => {
    await start();
    const { workspace } = at.sandbox;
    await at.install(workspace, 'mateo.ruiz');
    const { id } = await at.organization(workspace);
    await at.edge.resync(id);
    workspace.fault('event:tokens_revoked', { drop: true });
    workspace.fault('event:app_uninstalled', { drop: true });
    workspace.uninstall();
    await expect(at.edge.resync(id)).rejects.toThrow('account_inactive');
    expect((await at.installation(workspace)).state).toBe('revoked');
  }, 60_000);
});

test('tokens that end are refreshed before they do, once, by however many servers', async () => {
  await start();
  const { workspace } = at.sandbox;
  workspace.rotateTokens(true);
  await at.install(workspace, 'mateo.ruiz');
  const { id } = await at.organization(workspace);
  const others = await Promise.all([at.another(), at.another()]);
  for (let round = 1; round <= 2; round++) {
    const before = workspace.state().app.refreshToken;
    ahead += 11 * HOUR;
    await Promise.all([at.edge, ...others].map((edge) => edge.resync(id)));
    expect(workspace.state().app.refreshToken).not.toBe(before);
    expect(workspace.state().app.olderToken?.token).toBeDefined();
    expect(await at.db.collection('slackInstallations').findOne({})).toMatchObject({ state: 'installed', version: round + 1 });
  }
  expect(at.logged.filter((line) => line.includes('could not be refreshed'))).toEqual([]);
  expect(wordsOf(await at.type(workspace, 'mateo.ruiz', 'help'))).toContain('/rollcall');
}, 60_000);

describe('Enterprise Grid', () => {
  test('is one organization: its members are known by their Grid id, in whichever workspace they are', async () => {
    await start();
    const grid = at.sandbox.addCompany('grid');
    const { enterprise, app } = grid.state();
    const [rail = '', ports = ''] = enterprise?.teams.map(({ id }) => id) ?? [];
    const page = await at.install(grid, 'astrid.halden');
    expect(await page.text()).toContain('Halden Group');
    const organization = await at.organization(grid);
    expect(organization).toMatchObject({ slackEnterpriseId: enterprise?.id, slackTeamId: null, name: 'Halden Group' });
    expect(await at.userOf(grid, 'celia.marsh')).toBeNull();

    grid.moveApp([rail, ports], 'granted');
    await at.becomes(grid, 'bruno.sato', { status: 'active' });
    await at.becomes(grid, 'celia.marsh', { status: 'active' });
    expect(await listOrganizations(at.db)).toHaveLength(1);

    const crane = grid.channel('inc-crane-stop');
    await eventually(async () => grid.channel(crane.id).members.includes(app.botUserId), 'the app is in the channel');
    grid.join(grid.person('dov.peretz').id, crane.id);
    await at.becomes(grid, 'dov.peretz', { status: 'active' });
    grid.deactivate(grid.person('dov.peretz').id);
    await at.becomes(grid, 'dov.peretz', { status: 'deactivated' });
    expect(wordsOf(await at.type(grid, 'bruno.sato', 'whoami'))).toContain('Bruno Sato');
    const made = grid.invite({ realName: 'Ewa Lind', email: 'ewa.lind@halden.example', team: ports });
    await eventually(async () => at.db.collection('slackMembers').findOne({ id: made.id }), 'a new member of any workspace is known');

    grid.moveApp([ports], 'revoked');
    await eventually(async () => (await at.installation(grid)).teamIds.join() === rail, 'the workspace is known to be gone');
    expect(await at.userOf(grid, 'celia.marsh')).toMatchObject({ status: 'active' });

    grid.uninstall();
    await eventually(async () => (await at.installation(grid)).state === 'uninstalled', 'it is known to be gone');
    expect(await at.userOf(grid, 'celia.marsh')).toMatchObject({ status: 'active' });
  }, 60_000);
});
