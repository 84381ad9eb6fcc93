/**
 * One guard, in the verbs: whichever way in asks, the API, the shell or Slack, a verb asks for the permission by itself, and it is the one
 * that the API's contract says.
 */
import { describe, expect, test } from '@jest/globals';
import { type Route, type RouteName, routes } from '../../src/api/contract.ts';
import { addApiKey, revokeApiKey } from '../../src/provisioning/api-keys.ts';
import { changeSeat, changeStatus, linkByHand, setRole, unlinkByHand } from '../../src/provisioning/by-hand.ts';
import type { Work } from '../../src/provisioning/commit.ts';
import { applyConfig } from '../../src/provisioning/config/apply-config.ts';
import { acceptInstall, beginConfirm } from '../../src/provisioning/confirm-scim.ts';
import { addCustomRole, changeCustomRole, removeCustomRole } from '../../src/provisioning/custom-roles.ts';
import { approveHold, rejectHold } from '../../src/provisioning/holds.ts';
import { mapGroup, unmapGroup } from '../../src/provisioning/map-group.ts';
import { addOnCallGroup, removeOnCallGroup } from '../../src/provisioning/on-call-groups.ts';
import { recordSlackMember } from '../../src/provisioning/record-slack-member.ts';
import { addScimToken, revokeScimToken } from '../../src/provisioning/scim-tokens.ts';
import { settingChange } from '../../src/provisioning/set-setting.ts';
import { uninstallScim } from '../../src/provisioning/uninstall-scim.ts';
import { addWebhook, rotateWebhookSecret } from '../../src/provisioning/webhooks.ts';
import { type Asker, mustHold } from '../../src/rules/guards.ts';
import { Refusal } from '../../src/rules/refusal.ts';
import { permissions } from '../../src/rules/roles.ts';
import { slackFact } from '../support/company.ts';
import { noon } from '../support/facts.ts';
import { memoryStore } from '../support/memory-committer.ts';

type Verb = (asker: Asker, userId: string) => Work<unknown>;
const confirmation = (asker: Asker) => ({ asker, acknowledgeLockout: true });

/** What each route that changes something does. */
const verbs: Partial<Record<RouteName, Verb>> = {
  setRole: (asker, id) => setRole(asker, id, 'standard'),
  changeSeat: (asker, id) => changeSeat(asker, id, 'on_call', 'grant'),
  changeStatus: (asker, id) => changeStatus(asker, id, 'active'),
  addMapping: (asker) => mapGroup(asker, 'none', 'owner'),
  removeMapping: (asker) => unmapGroup(asker, 'none'),
  previewMappings: (asker) => mapGroup(asker, 'none', 'owner'),
  addOnCallGroup: (asker) => addOnCallGroup(asker, 'none'),
  removeOnCallGroup: (asker) => removeOnCallGroup(asker, 'none'),
  addCustomRole: (asker) => addCustomRole(asker, 'Helper', ['use_product']),
  changeCustomRole: (asker) => changeCustomRole(asker, 'none', {}),
  previewCustomRole: (asker) => changeCustomRole(asker, 'none', {}),
  removeCustomRole: (asker) => removeCustomRole(asker, 'none'),
  previewConfirm: (asker) => acceptInstall(confirmation(asker)),
  confirmScim: (asker) => beginConfirm(confirmation(asker)),
  uninstallScim: (asker) => uninstallScim(asker),
  createToken: (asker) => addScimToken(asker, {} as never),
  revokeToken: (asker) => revokeScimToken(asker, 'none'),
  createApiKey: (asker) => addApiKey(asker, { scopes: [], userId: null } as never),
  revokeApiKey: (asker) => revokeApiKey(asker, 'none'),
  rotateWebhookSecret: (asker) => rotateWebhookSecret(asker, 'none', ''),
};

/** Routes whose work is no verb on the world: the route's own check is the only one, or the verb is more than one batch. */
const elsewhere: RouteName[] = ['connectScim', 'resync', 'undoCause', 'addWebhook', 'removeWebhook', 'enableWebhook', 'replayWebhook'];

/** Verbs that the shell and Slack have, and the API not yet. */
const others: [name: string, permission: string, verb: Verb][] = [
  ['link by hand', 'manage_permissions', (asker, id) => linkByHand(asker, id, 'none')],
  ['unlink by hand', 'manage_permissions', (asker, id) => unlinkByHand(asker, id, 'scim')],
  ['change a setting', 'edit_settings', (asker) => settingChange(asker, 'guests', 'off')],
  ['change a setting of security', 'manage_security_settings', (asker) => settingChange(asker, 'scim.rate_limit', '1')],
  ['approve what is held', 'manage_security_settings', (asker) => approveHold(asker, 'none', null)],
  ['reject what is held', 'manage_security_settings', (asker) => rejectHold(asker, 'none', null)],
  ['apply a file', 'edit_settings', (asker) => applyConfig(asker, { settings: { guests: 'off' } })],
  ['a webhook', 'manage_api_keys', (asker) => addWebhook(asker, { url: 'https://example.com', events: [] } as never)],
];

const changing = Object.entries(routes as Record<string, Route>).filter(([, { method }]) => method !== 'get');

test('every route that changes something is here', () => {
  const known = [...Object.keys(verbs), ...elsewhere];
  expect(changing.map(([name]) => name).filter((name) => !known.includes(name))).toEqual([]);
});

/** The permission that a verb says is missing; null where it asks for none that the asker lacks. */
async function lacking(verb: Verb, scopes: string[]): Promise<string | null> {
  let made = 0;
  const { committer } = memoryStore(() => `id-${made++}`);
  const origin = { actor: { type: 'system' as const, id: null, name: 'Test' }, cause: { type: 'test', id: 'test' }, at: noon };
  const [ada] = await committer.commit('org-1', origin, recordSlackMember(slackFact('U1', 'Ada Okafor'), 'joined'));
  const asker: Asker = { operator: false, user: null, scopes };
  try {
    await committer.rehearse('org-1', origin, verb(asker, ada?.after.id ?? ''));
    return null;
  } catch (error) {
    return error instanceof Refusal && error.message.startsWith('This needs the permission')
      ? (error.wayOut.split(' ').at(-1) ?? '')
      : null;
  }
}

describe('P1, I1: a verb asks for the permission of its route, whoever calls it', () => {
  const cases = [
    ...Object.entries(verbs).map(([name, verb]) => [name, routes[name as RouteName].permission as string, verb] as const),
    ...others,
  ];
  test.each(cases)('%s: %s', async (_, permission, verb) => {
    expect(
      await lacking(
        verb,
        permissions.filter((one) => one !== permission),
      ),
    ).toBe(permission);
    expect(await lacking(verb, [...permissions])).toBeNull();
  });

  test('the operator is asked for none', () => mustHold({ operator: true }, 'manage_billing', {} as never));
});
