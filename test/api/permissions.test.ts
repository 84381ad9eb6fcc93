/** Who may what: one table, the API's contract, against every kind of caller; and the same guard in the shell's and Slack's verbs. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Route, routes } from '../../src/api/contract.ts';
import { addApiKey, newApiKey } from '../../src/provisioning/api-keys.ts';
import { setRole } from '../../src/provisioning/by-hand.ts';
import { addCustomRole } from '../../src/provisioning/custom-roles.ts';
import { permissions, permissionsOf } from '../../src/rules/roles.ts';
import { commands } from '../../src/slack/commands/index.ts';
import { operator } from '../support/facts.ts';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;
const headers: Record<string, Record<string, string>> = { nobody: {} };
const custom = ['use_product', 'view_settings', 'manage_security_settings'];

/** A key of the organization's. @returns how it is sent */
async function keyWith(scopes: string[]): Promise<Record<string, string>> {
  const { key, kept } = newApiKey(rig.means, { name: 'Test', scopes, userId: null, expiresAt: null });
  await rig.commit(addApiKey(operator, kept));
  return { authorization: `Bearer ${key}` };
}

beforeAll(async () => {
  rig = await startRig();
  const people = [
    ['owner', 'Mateo Ruiz'],
    ['admin', 'Priya Raman'],
    ['standard', 'Ana Kovač'],
    ['custom role', 'Wei Zhang'],
  ] as const;
  await rig.commit(addCustomRole(operator, 'Security', custom));
  for (const [role, name] of people) {
    const id = await rig.become(name, role === 'custom role' ? 'standard' : role);
    if (role === 'custom role') await rig.commit(setRole(operator, id, 'Security'));
    headers[role] = { cookie: await rig.signIn(name) };
  }
  headers['key of all'] = await keyWith(['all']);
  headers['key of nothing here'] = await keyWith(['use_product']);
  for (const permission of permissions) headers[`key of ${permission}`] = await keyWith([permission]);
}, 60_000);
afterAll(() => rig.close(), 30_000);

const active = { status: 'active' as const, customRoles: ['c'] };

function mayDo(who: string, permission: string): boolean {
  if (who === 'key of all') return true;
  if (who.startsWith('key of ')) return who === `key of ${permission}`;
  if (who === 'custom role')
    return permissionsOf({ ...active, baseRole: 'standard' }, [{ id: 'c', name: 'Security', permissions: custom }]).has(permission);
  return permissionsOf({ ...active, baseRole: who as 'owner' }, []).has(permission);
}

describe('P0, P1, I1: every route by every kind of caller, from the contract', () => {
  const callers = ({ permission }: Route) => [
    ...['nobody', 'standard', 'admin', 'custom role', 'owner', 'key of all', 'key of nothing here'],
    ...((permissions as readonly string[]).includes(permission) ? [`key of ${permission}`] : []),
  ];
  const all = Object.entries(routes as Record<string, Route>);
  const cases = all.flatMap(([name, route]) => callers(route).map((who) => [name, who, route] as const));

  test.each(cases)('%s by %s', async (_name, who, { method, path, permission }) => {
    // Nothing is there by this id, and a body says nothing: what is allowed ends in 400, 404 or 409, and changes nothing.
    const answer = await rig.call(method.toUpperCase(), `/api/v1${path.replace(':id', 'nothing')}`, {
      headers: headers[who] ?? {},
      ...(method === 'get' || method === 'delete' ? {} : { body: {} }),
    });
    if (permission === 'anyone') expect(answer.status).toBe(200);
    else if (who === 'nobody') {
      expect([answer.status, answer.body.title]).toEqual([401, 'Not signed in']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    } else if (permission !== 'signed_in' && !mayDo(who, permission)) {
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ rule: expect.stringMatching(/^[PI]1$/), wayOut: expect.stringContaining(permission) });
    } else expect([200, 204, 400, 404, 409]).toContain(answer.status);
  });
});

describe('Slack asks for the permission that the API asks for', () => {
  /** Each word that needs one, with the routes that do the same. */
  const same: Record<string, (keyof typeof routes)[]> = {
    users: ['listUsers', 'countUsers'],
    groups: ['listGroups'],
    status: ['scimStatus'],
    channels: [],
    mappings: ['listMappings'],
    map: ['addMapping', 'previewMappings'],
    unmap: ['removeMapping'],
    role: ['setRole'],
    seat: ['changeSeat'],
    resync: ['resync'],
  };
  const asking = commands.filter(({ permission }) => permission !== null);
  test.each(asking.filter(({ name }) => Object.hasOwn(same, name)))('/rollcall $name', ({ name, permission }) => {
    for (const route of same[name] ?? []) expect([route, routes[route].permission]).toEqual([route, permission]);
  });
});
