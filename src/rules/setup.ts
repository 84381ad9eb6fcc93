import type { Mapping, Policy, RuleId, ScimState } from './model.ts';
import { Refusal } from './refusal.ts';

/** I2: the IdPs that push what is needed, by the id that the CLI and the API take. */
export const providers = {
  okta: 'Okta',
  entra: 'Microsoft Entra ID',
  onelogin: 'OneLogin',
  jumpcloud: 'JumpCloud',
  ping: 'PingOne',
  rippling: 'Rippling',
  keycloak: 'Keycloak',
  authentik: 'authentik',
  generic: 'Another SCIM 2.0 client that pushes groups',
} as const;

export type ProviderId = keyof typeof providers;

/**
 * I2: the provider with this id.
 * @throws Refusal I2 for one that isn't on the list, or that pushes no groups (Google Workspace).
 */
export function providerOf(id: string, supportEmail: string | null): ProviderId {
  if (Object.hasOwn(providers, id)) return id as ProviderId;
  const contact = supportEmail ? `Write to ${supportEmail}` : 'Ask whoever runs this installation';
  throw new Refusal('I2', `${id} is not yet supported`, `${contact}; supported are ${Object.keys(providers).join(', ')}`);
}

/**
 * I1: SCIM is part of the Enterprise plan, and one install runs at a time.
 * @throws Refusal I1
 */
export function mayConnect(policy: Policy): void {
  if (policy.settings.plan !== 'enterprise') {
    throw new Refusal('I1', 'SCIM is part of the Enterprise plan', 'The operator changes the plan: rollcall settings set plan enterprise');
  }
  if (policy.scim.state !== 'not_installed') {
    throw new Refusal('I1', `SCIM is ${stateInWords(policy.scim.state)} already`, 'Uninstall or cancel it first: rollcall scim uninstall');
  }
}

/** @throws Refusal I3 where there is nothing to confirm. */
export function mayConfirm(policy: Policy): void {
  if (policy.scim.state === 'installed') throw new Refusal('I6', 'SCIM is installed already', 'Nothing is left to confirm');
  if (policy.scim.state === 'not_installed')
    throw new Refusal('I3', 'SCIM is not being installed', 'Start with: rollcall scim connect --provider <id>');
}

/** @throws Refusal I8 where there is nothing to uninstall. */
export function mayUninstall(policy: Policy): void {
  if (policy.scim.state === 'not_installed') throw new Refusal('I8', 'SCIM is not installed', 'Nothing is left to uninstall');
}

/** Mappings and on-call groups belong to an install. @throws Refusal I3 without one. */
export function mayMap(policy: Policy): void {
  if (policy.scim.state === 'not_installed') {
    throw new Refusal('I3', 'SCIM is not installed, so there are no groups to map', 'Start with: rollcall scim connect --provider <id>');
  }
}

export const givesOwner = (mapping: Mapping): boolean => mapping.role.type === 'base' && mapping.role.role === 'owner';

/** I7: the last mapping that gives *owner* stays while SCIM is installed. @throws Refusal I7 */
export function mayUnmap(policy: Policy, mapping: Mapping): void {
  if (policy.scim.state !== 'installed' || !givesOwner(mapping)) return;
  if (policy.mappings.filter(givesOwner).length > 1) return;
  throw new Refusal('I7', 'This is the last mapping that gives Owner', 'Map another group to Owner first');
}

export interface Problem {
  rule: RuleId;
  text: string;
  /** A lock-out is no problem for somebody who says that they know. */
  about: 'owner' | 'lockout';
}

/**
 * I4: what would make confirming refuse. `owners` is how many active users the mappings would make *Owner*;
 * `locksOut` whether the person who confirms would lose *manage security settings*, and hasn't said that they know.
 */
export function problemsOfConfirming(policy: Policy, outcome: { owners: number; locksOut: boolean }): Problem[] {
  const problems: Problem[] = [];
  if (!policy.mappings.some(givesOwner)) problems.push({ rule: 'I4', about: 'owner', text: 'No group is mapped to Owner' });
  else if (outcome.owners === 0)
    problems.push({ rule: 'I4', about: 'owner', text: 'No group that is mapped to Owner has a member who will be active' });
  if (outcome.locksOut)
    problems.push({
      rule: 'I4',
      about: 'lockout',
      text: 'You would lose the permission to manage security settings, and with it these pages',
    });
  return problems;
}

export const stateInWords = (state: ScimState): string =>
  ({ not_installed: 'not installed', connecting: 'being connected', mapping: 'being mapped', installed: 'installed' })[state];
