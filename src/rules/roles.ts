import type { BaseRole, CustomRole, Mapping, Policy, RuleId, Status, User } from './model.ts';
import { baseRoles, scimDecides } from './model.ts';
import type { GroupOfPerson, Person } from './person.ts';
import type { Reason } from './reason.ts';

/** P0. An organization's product adds its own under its own prefix. */
export const permissions = [
  'use_product',
  'view_settings',
  'edit_settings',
  'manage_permissions',
  'manage_security_settings',
  'manage_seats',
  'manage_custom_roles',
  'manage_api_keys',
  'manage_billing',
  'view_audit_log',
  'view_private_incidents',
] as const;

export type Permission = (typeof permissions)[number] | (string & {});

const ofBaseRole: Record<BaseRole, readonly Permission[]> = {
  standard: ['use_product', 'view_settings'],
  admin: permissions.filter((p) => p !== 'manage_security_settings' && p !== 'view_private_incidents'),
  owner: permissions,
};

export const rankOf = (role: BaseRole): number => baseRoles.indexOf(role);

const highest = (roles: BaseRole[]): BaseRole => roles.reduce((best, role) => (rankOf(role) > rankOf(best) ? role : best), 'standard');

/** P0: the union of the base role's and the custom roles' permissions; a deactivated user holds none. */
export function permissionsOf(user: Pick<User, 'status' | 'baseRole' | 'customRoles'>, customRoles: CustomRole[]): Set<Permission> {
  if (user.status !== 'active') return new Set();
  const custom = customRoles.filter((role) => user.customRoles.includes(role.id)).flatMap((role) => role.permissions);
  return new Set([...ofBaseRole[user.baseRole], ...custom]);
}

/** What a base or custom role may do, for P1 and P6: nobody gives more than they hold. */
export const permissionsOfRole = (role: Mapping['role'], customRoles: CustomRole[]): readonly Permission[] =>
  role.type === 'base' ? ofBaseRole[role.role] : (customRoles.find((custom) => custom.id === role.customRoleId)?.permissions ?? []);

export interface RoleVerdict {
  grantedRole: BaseRole;
  grantedBy: RuleId;
  customRoles: string[];
  reasons: Reason[];
}

const role = (rule: RuleId, text: string, source: Reason['source'] = null): Reason => ({ about: 'role', rule, text, source });

const standard = (reason: Reason): RoleVerdict => ({ grantedRole: 'standard', grantedBy: reason.rule, customRoles: [], reasons: [reason] });

/** P1, P2, P4, P9, L4, A4: the roles that are theirs by right. P5 and I9 are added by `decide`. */
export function decideRoles(person: Person, status: Status, policy: Policy): RoleVerdict {
  const { user, scim } = person;
  if (status === 'deactivated') return standard(role('A4', 'Standard: deactivating ended what was held'));
  if (scim && !scim.active) return standard(role('P4', 'Standard: the IdP has deactivated the account', scim.source));
  if (scim) return byGroups(person.groups, policy);
  if (person.linkLost) return standard(role('L4', 'Standard: what the groups of the IdP gave ended with the link'));
  if (!scimDecides(policy) && person.firstOwner) {
    return { grantedRole: 'owner', grantedBy: 'P9', customRoles: user?.customRoles ?? [], reasons: [role('P9', firstOwnerText(person))] };
  }
  return asHeld(person, policy);
}

const firstOwnerText = ({ slack }: Person): string =>
  `Owner: ${slack?.installer ? 'installed the app' : "the workspace's primary owner"}, and so the first owner here`;

/** Without SCIM, and for the Unlinked, the role stays as it is (P1, L4, I8); what deactivation ended starts over (A4). */
function asHeld(person: Person, policy: Policy): RoleVerdict {
  const { user } = person;
  const grantedRole = user?.grantedRole ?? 'standard';
  const grantedBy = user && user.status === 'active' ? user.grantedBy : 'P1';
  const held = { grantedRole, grantedBy, customRoles: user?.customRoles ?? [] };
  const title = titleOf(grantedRole);
  if (scimDecides(policy)) return { ...held, reasons: [role('L4', `${title}: Unlinked users keep the role they had`)] };
  if (grantedBy === 'P9') return { ...held, reasons: [role('P9', firstOwnerText(person))] };
  if (grantedBy === 'P2') return { ...held, reasons: [role('I8', `${title}: as uninstalling SCIM left it`)] };
  if (grantedRole === 'standard') return { ...held, reasons: [role('P1', 'Standard: the role that everyone starts with')] };
  return { ...held, reasons: [role('P1', `${title}: given by hand`)] };
}

function byGroups(groups: GroupOfPerson[], policy: Policy): RoleVerdict {
  const given = mappingsOf(groups, policy);
  const grantedRole = highest(given.flatMap(({ mapping }) => (mapping.role.type === 'base' ? [mapping.role.role] : [])));
  const by = given.find(({ mapping }) => mapping.role.type === 'base' && mapping.role.role === grantedRole);
  const text = by
    ? `${titleOf(grantedRole)}: through the group ${by.group.name}`
    : 'Standard: no group of theirs is mapped to a higher role';
  const custom = new Map<string, Reason>();
  for (const { mapping, group } of given) {
    if (mapping.role.type !== 'custom') continue;
    const name = customRoleName(mapping.role.customRoleId, policy);
    custom.set(mapping.role.customRoleId, {
      about: 'custom_role',
      rule: 'P2',
      text: `${name}: through the group ${group.name}`,
      source: null,
    });
  }
  return { grantedRole, grantedBy: 'P2', customRoles: [...custom.keys()].sort(), reasons: [role('P2', text), ...custom.values()] };
}

const mappingsOf = (groups: GroupOfPerson[], policy: Policy) =>
  policy.mappings.flatMap((mapping) => {
    const group = groups.find(({ id }) => id === mapping.source.groupId);
    return group ? [{ mapping, group }] : [];
  });

export const titleOf = (base: BaseRole): string => ({ standard: 'Standard', admin: 'Admin', owner: 'Owner' })[base];

export const customRoleName = (id: string, policy: Policy): string => policy.customRoles.find((custom) => custom.id === id)?.name ?? id;
