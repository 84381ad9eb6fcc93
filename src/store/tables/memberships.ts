import type { Membership } from '../../rules/model.ts';
import type { TableDefinition } from '../table.ts';
import { userNameKey } from './scim-users.ts';

/** Kept apart from groups, so that adding one member costs the same in a group of 100 and of 100,000. */
export const memberships: TableDefinition<Membership> = {
  name: 'memberships',
  shape: 1,
  idScope: 'global',
  keys: {
    group: (membership) => [membership.groupId],
    member: (membership) => [membership.memberId],
    /** L5: pending ones, by what the IdP sent; a `userName` is compared without case. */
    pending: ({ memberId, value }) => (memberId === null ? [...new Set([value, userNameKey(value)])] : []),
  },
  indexes: [[{ org: 1, groupId: 1, _id: 1 }]],
};
