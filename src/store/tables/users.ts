import { emailKey, type User } from '../../rules/model.ts';
import type { TableDefinition } from '../table.ts';

export const users: TableDefinition<User> = {
  name: 'users',
  shape: 1,
  idScope: 'global',
  keys: {
    slack: (user) => [user.slackMemberId],
    scim: (user) => [user.scim?.id],
    /** Who was this SCIM user once (L6, I8). */
    former: (user) => [user.formerScim?.id],
    externalId: (user) => [user.scim?.externalId, user.formerScim?.externalId],
    email: (user) => [emailKey(user.email)],
  },
  uniqueKeys: ['slack', 'scim'],
  indexes: [
    [{ org: 1, _id: 1 }],
    [{ org: 1, 'scim.epoch': 1, _id: 1 }],
    [{ org: 1, status: 1, _id: 1 }],
    [{ org: 1, baseRole: 1, _id: 1 }],
    [{ breakGlassUntil: 1 }, { partialFilterExpression: { breakGlassUntil: { $type: 'date' } } }],
  ],
};
