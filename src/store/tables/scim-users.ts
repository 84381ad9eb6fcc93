import { emailKey, type ScimUser } from '../../rules/model.ts';
import type { TableDefinition } from '../table.ts';

/** RFC 7643 §4.1.1: `userName` is compared without case; §3.1: `externalId` with it. */
export const userNameKey = (userName: string): string => userName.toLowerCase();

export const scimUsers: TableDefinition<ScimUser> = {
  name: 'scimUsers',
  shape: 1,
  idScope: 'global',
  keys: {
    userName: (user) => [userNameKey(user.userName)],
    externalId: (user) => [user.externalId],
    email: (user) => [emailKey(user.email)],
  },
  indexes: [[{ org: 1, epoch: 1, _id: 1 }]],
};
