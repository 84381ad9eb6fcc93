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
    customRole: (user) => user.customRoles,
    /** I10: whom a hold keeps as they are, by its state and its id. */
    hold: ({ hold }) => (hold ? [hold.state, hold.id] : []),
    /** What a search finds them by: how their email and each word of their name begin. */
    word: (user) => [emailKey(user.email), ...user.name.toLowerCase().split(/\s+/)],
  },
  sort: (user) => user.name.toLowerCase(),
  uniqueFields: ['slackMemberId', 'scim.id'],
  indexes: [
    [{ org: 1, _id: 1 }],
    [{ org: 1, sort: 1 }],
    [{ org: 1, 'scim.epoch': 1, sort: 1 }],
    [{ org: 1, status: 1, sort: 1 }],
    [{ org: 1, baseRole: 1, sort: 1 }],
    [{ org: 1, mergedIds: 1 }, { partialFilterExpression: { 'mergedIds.0': { $exists: true } } }],
    /** S4: those who kept a seat. */
    [{ org: 1, 'onCall.by': 1 }, { partialFilterExpression: { 'onCall.by': 'left_group' } }],
    [{ breakGlassUntil: 1 }, { partialFilterExpression: { breakGlassUntil: { $type: 'date' } } }],
  ],
};
