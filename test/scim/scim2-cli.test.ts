import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pythonTool, run } from '../support/python-tool.ts';
import { type ScimServer, startScim } from '../support/scim.ts';
import type { Loose } from '../support/scim-client.ts';

let scim: ScimServer;
let cli: string;

beforeAll(async () => {
  cli = await pythonTool('scim2');
  scim = await startScim();
}, 300_000);
afterAll(() => scim?.close());

/** Runs a command of the client against a fresh organization's endpoint. */
async function freshClient(): Promise<(args: string[], input?: unknown) => Promise<Loose>> {
  const { token } = await scim.organization();
  const env = { SCIM_CLI_URL: scim.baseUrl, SCIM_CLI_HEADERS: `Authorization: Bearer ${token}`, NO_COLOR: '1' };
  return async (args, input) => {
    const { code, output } = await run(cli, ['--url', scim.baseUrl, ...args], env, input === undefined ? '' : JSON.stringify(input));
    if (code !== 0) throw new Error(`scim2 ${args.join(' ')}: ${output}`);
    return output.trim() === '' ? null : JSON.parse(output);
  };
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

describe('scim2-cli, a client that others wrote', () => {
  test('creates, queries, modifies and deletes a user and a group', async () => {
    const scim2 = await freshClient();
    const user = await scim2(['create', 'user'], { schemas: [USER], userName: 'pia@one.example', displayName: 'Pia' });
    expect(user).toMatchObject({ userName: 'pia@one.example', active: true });
    const group = await scim2(['create', 'group'], { schemas: [GROUP], displayName: 'Pagers', members: [{ value: user.id }] });
    expect(group.members).toMatchObject([{ value: user.id, type: 'User' }]);
    expect(await scim2(['query', 'user', '--filter', 'userName eq "PIA@one.example"'])).toMatchObject({
      totalResults: 1,
      Resources: [{ id: user.id }],
    });
    expect(await scim2(['query', 'user', user.id])).toMatchObject({ groups: [{ value: group.id, display: 'Pagers' }] });
    expect(await scim2(['search', '--filter', 'displayName sw "p"'])).toMatchObject({ totalResults: 2 });
    expect(await scim2(['modify', 'user', user.id, 'replace', 'active', 'false', 'add', 'title', 'Lead'])).toMatchObject({
      active: false,
      title: 'Lead',
    });
    expect(
      await scim2(['modify', 'group', group.id, 'replace', 'displayName', 'Responders', 'remove', `members[value eq "${user.id}"]`]),
    ).toMatchObject({ displayName: 'Responders' });
    expect((await scim2(['query', 'group', group.id])).members ?? []).toEqual([]);
    await scim2(['delete', 'group', group.id]);
    await scim2(['delete', 'user', user.id]);
    expect(await scim2(['query', 'user'])).toMatchObject({ totalResults: 0 });
  }, 120_000);

  test('finds no fault with its conformance tests', async () => {
    const { token } = await scim.organization();
    const env = { SCIM_CLI_HEADERS: `Authorization: Bearer ${token}`, NO_COLOR: '1' };
    const { code, output } = await run(cli, ['--url', scim.baseUrl, 'test'], env);
    const faults = output.split('\n').filter((line) => ['ERROR', 'CRITICAL', 'SKIPPED'].some((word) => line.startsWith(word)));
    expect({ code, faults }).toEqual({ code: 0, faults: [] });
    expect(output.match(/^SUCCESS /gm)?.length).toBeGreaterThan(100);
  }, 120_000);
});
