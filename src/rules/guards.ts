import { type Asker, missingOf, missingOfRole } from './asker.ts';
import type { BaseRole, CustomRole, Mapping, Policy, User } from './model.ts';
import { linkOf, scimDecides } from './model.ts';
import { Refusal } from './refusal.ts';
import { type Permission, rankOf, titleOf } from './roles.ts';

export type { Asker } from './asker.ts';

/** What the permission is for, in a refusal's words. */
const ruleOfPermission: Partial<Record<Permission, 'P1' | 'I1'>> = { manage_security_settings: 'I1' };

/** @throws Refusal P1 (I1 for security settings) naming the permission that is missing. */
export function mustHold(asker: Asker, permission: Permission, policy: Policy): void {
  if (missingOf(asker, [permission], policy).length === 0) return;
  const words = permission.replaceAll('_', ' ');
  throw new Refusal(
    ruleOfPermission[permission] ?? 'P1',
    `This needs the permission to ${words}`,
    `Ask an owner for a role with ${permission}`,
  );
}

/** P1, P6: nobody gives what they don't hold. @throws Refusal */
export function mayGive(asker: Asker, role: Mapping['role'], policy: Policy, rule: 'P1' | 'P6'): void {
  refuseMissing(missingOfRole(asker, role, policy), rule);
}

/** P6: a key may not do more than its maker holds. @throws Refusal */
export const mayGiveScopes = (asker: Asker, scopes: readonly Permission[], policy: Policy): void =>
  refuseMissing(missingOf(asker, scopes, policy), 'P6');

function refuseMissing(missing: Permission[], rule: 'P1' | 'P6'): void {
  if (missing.length === 0) return;
  throw new Refusal(rule, `You can't give more than you hold: ${missing.join(', ')}`, 'Ask somebody who holds it');
}

/**
 * P6: IT may map a group to any role without holding it, unless they are in the group.
 * @throws Refusal P6
 */
export function mayMapTo(asker: Asker, role: Mapping['role'], askerIsInGroup: boolean, policy: Policy): void {
  mustHold(asker, 'manage_security_settings', policy);
  if (askerIsInGroup) mayGive(asker, role, policy, 'P6');
}

/**
 * P1, P3: whether a base role may be set by hand. With SCIM installed none is, but an Unlinked user's can be lowered.
 * `givers` are the names of the groups that would give it.
 * @throws Refusal P1 or P3
 */
export function maySetRole(asker: Asker, user: User, role: BaseRole, givers: string[], policy: Policy): void {
  mustHold(asker, 'manage_permissions', policy);
  mayGive(asker, { type: 'base', role }, policy, 'P1');
  mayGive(asker, { type: 'base', role: user.grantedRole }, policy, 'P1');
  if (user.status === 'deactivated')
    throw new Refusal('A4', `${user.name} is deactivated and holds no role`, 'Reactivate them at the source first');
  if (!scimDecides(policy)) return;
  const link = linkOf(user, policy);
  if (!link && rankOf(role) <= rankOf(user.grantedRole)) return;
  const what = link ? 'Roles come from the IdP while SCIM is installed' : "An Unlinked user's role can be lowered, not raised";
  throw new Refusal('P3', what, wayToRole(user.name, role, givers));
}

function wayToRole(name: string, role: BaseRole, givers: string[]): string {
  if (role === 'standard') return `Take ${name} out of the groups that give a role, in the IdP`;
  if (givers.length === 0) return `Map a group to ${titleOf(role)}, and add ${name} to it in the IdP`;
  return `Add ${name} to ${givers.join(' or ')} in the IdP`;
}

/** P5 by hand. @throws Refusal */
export function lastOwnerStays(name: string): never {
  throw new Refusal('P5', `${name} is the last active owner`, 'Make somebody else an owner first');
}

/**
 * S3: whether a seat may be changed by hand. `group` is the chosen group that gives an on-call seat now, if one does.
 * @throws Refusal S3, S5 or P1
 */
export function mayChangeSeat(asker: Asker, user: User, seat: 'on_call' | 'responder', group: string | null, policy: Policy): void {
  mustHold(asker, 'manage_seats', policy);
  if (user.status === 'deactivated')
    throw new Refusal('S5', `${user.name} is deactivated and holds no seat`, 'Reactivate them at the source first');
  if (seat !== 'on_call' || !group) return;
  throw new Refusal(
    'S3',
    `The group ${group} gives ${user.name} the on-call seat`,
    `Take them out of ${group} in the IdP, or choose another group`,
  );
}

/** A3: by hand only where no source decides. @throws Refusal A1 or A2, naming the source */
export function mayChangeStatus(asker: Asker, user: User, policy: Policy): void {
  mustHold(asker, 'manage_permissions', policy);
  if (user.slackMemberId) throw new Refusal('A1', `Slack decides whether ${user.name} is active`, 'Deactivate or reactivate them in Slack');
  const deleted = user.formerScim?.left === 'deleted' && user.formerScim.epoch === policy.scim.epoch && scimDecides(policy);
  if (linkOf(user, policy) || deleted)
    throw new Refusal('A2', `The IdP decides whether ${user.name} is active`, 'Assign or unassign them in the IdP');
}

/** Roles by name, for the CLI and the API: `standard`, `admin`, `owner`, else a custom role's. @returns null if there is none */
export function roleNamed(name: string, customRoles: CustomRole[]): Mapping['role'] | null {
  const key = name.trim().toLowerCase();
  if (key === 'standard' || key === 'admin' || key === 'owner') return { type: 'base', role: key };
  const custom = customRoles.find((role) => role.name.toLowerCase() === key);
  return custom ? { type: 'custom', customRoleId: custom.id } : null;
}
