import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startDatabase } from '../support/database.ts';
import { type Connected, connect } from './connected.ts';
import { eventually } from './rig.ts';

let database: Awaited<ReturnType<typeof startDatabase>>;
beforeAll(async () => {
  database = await startDatabase();
}, 60_000);
afterAll(() => database.close(), 30_000);

let at: Connected;
afterEach(() => at.close(), 30_000);

const joinIncident = (handle: string): void => {
  const { workspace } = at.sandbox;
  workspace.join(workspace.person(handle).id, workspace.channel('inc-arm-drift').id);
};

/** Has the database itself refuse what would be stored in the inbox, or take it again. */
const storesEvents = async (yes: boolean): Promise<void> => {
  await at.db.connection.db?.command({ collMod: 'slackInbox', validator: yes ? {} : { never: true } });
};

test('an envelope is acknowledged once it is stored, and not before: what could not be stored comes again', async () => {
  at = await connect('Socket Mode by token', { database });
  await at.edge.resync((await at.organization(at.sandbox.workspace)).id);
  await at.sandbox.workspace.idle();
  await storesEvents(false);
  joinIncident('ana.kovac');
  const { workspace } = at.sandbox;
  const joins = () => workspace.deliveries().filter(({ name }) => name === 'member_joined_channel');
  await eventually(async () => joins().some(({ failure }) => failure === 'http_timeout'), 'it was not acknowledged');
  await storesEvents(true);
  await workspace.idle();
  const [acknowledged, ...before] = joins();
  expect(acknowledged).toMatchObject({ failure: null });
  expect(acknowledged?.attempt).toBeGreaterThan(0);
  expect(before).toContainEqual(expect.objectContaining({ eventId: acknowledged?.eventId, attempt: 0, failure: 'http_timeout' }));
  await at.becomes(workspace, 'ana.kovac', { status: 'active' });
}, 60_000);

test('where Slack takes connections away, the next ones are there first, and nothing is lost', async () => {
  at = await connect('Socket Mode by token', { database });
  const { socket, workspace } = at.sandbox;
  socket.disconnect('warning', 800);
  joinIncident('ana.kovac');
  joinIncident('noor.aziz');
  await at.becomes(workspace, 'ana.kovac', { status: 'active' });
  await at.becomes(workspace, 'noor.aziz', { status: 'active' });
  await eventually(async () => socket.connections() === 2, 'there are two again');
}, 60_000);

test('connections that break are opened again, also after Slack refused for a while', async () => {
  at = await connect('Socket Mode by token', { database });
  const { socket, workspace } = at.sandbox;
  workspace.fault('apps.connections.open', { status: 503 }, 2);
  workspace.fault('apps.connections.open', { status: 429, retryAfter: 1 }, 1);
  socket.cut();
  joinIncident('ana.kovac');
  await at.becomes(workspace, 'ana.kovac', { status: 'active' });
  await eventually(async () => socket.connections() === 2, 'there are two again');
}, 60_000);

test('stopping answers what is under way, and ends the connections', async () => {
  at = await connect('Socket Mode by token', { database });
  const { socket, workspace } = at.sandbox;
  const answer = at.type(workspace, 'ingrid.solberg', 'help');
  await eventually(async () => workspace.deliveries().some(({ kind }) => kind === 'command'), 'the command is acknowledged');
  await at.edge.stop();
  expect(socket.connections()).toBe(0);
  expect((await answer).text).not.toBe('');
}, 60_000);
