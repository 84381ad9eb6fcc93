import { emailKey, type ScimUser } from '../../rules/model.ts';
import type { TableDefinition } from '../table.ts';

/** RFC 7643 §4.1.1: `userName` is compared without case, and composed (NFC) as `scim/protocol` compares; §3.1: `externalId` with case. */
export const userNameKey = (userName: string): string => userName.normalize('NFC').toLowerCase();

/** All addresses of a resource, for `emails.value eq`; `email` is the one by which L1 links. */
const addressesOf = ({ resource }: ScimUser): string[] =>
  (Array.isArray(resource.emails) ? resource.emails : []).flatMap((email: { value?: unknown }) =>
    typeof email?.value === 'string' ? [userNameKey(email.value)] : [],
  );

export const scimUsers: TableDefinition<ScimUser> = {
  name: 'scimUsers',
  shape: 1,
  idScope: 'global',
  keys: {
    userName: (user) => [userNameKey(user.userName)],
    externalId: (user) => [user.externalId],
    email: (user) => [emailKey(user.email)],
    address: (user) => [...new Set(addressesOf(user))],
  },
  sort: (user) => userNameKey(user.userName),
  indexes: [[{ org: 1, epoch: 1, _id: 1 }], [{ org: 1, epoch: 1, sort: 1 }]],
};
