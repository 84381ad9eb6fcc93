import type { SendScim } from './client.ts';
import type { IdpGroup, IdpPerson } from './model.ts';

/** A member as the service knows them. */
export interface Member {
  readonly scimId: string;
  readonly display: string;
}

/** How one vendor says what an IdP has to say. Each returns whether the service took it; `find…` and `create…` give the service's id, or null. */
export interface Dialect {
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  testConnection(send: SendScim): Promise<boolean>;
  findUser(send: SendScim, person: IdpPerson): Promise<string | null>;
  createUser(send: SendScim, person: IdpPerson): Promise<string | null>;
  /** Everything that the vendor keeps in step, `active` included. */
  updateUser(send: SendScim, scimId: string, person: IdpPerson): Promise<boolean>;
  deactivateUser(send: SendScim, scimId: string, person: IdpPerson): Promise<boolean>;
  /** Okta never deletes a user: it deactivates. */
  deleteUser(send: SendScim, scimId: string, person: IdpPerson): Promise<boolean>;
  findGroup(send: SendScim, group: IdpGroup): Promise<string | null>;
  createGroup(send: SendScim, group: IdpGroup): Promise<string | null>;
  renameGroup(send: SendScim, scimId: string, group: IdpGroup): Promise<boolean>;
  addMembers(send: SendScim, scimId: string, group: IdpGroup, members: readonly Member[]): Promise<boolean>;
  removeMembers(send: SendScim, scimId: string, group: IdpGroup, members: readonly Member[]): Promise<boolean>;
  /** The members as a whole, the first time or on "push everything". */
  setMembers(send: SendScim, scimId: string, group: IdpGroup, members: readonly Member[]): Promise<boolean>;
  deleteGroup(send: SendScim, scimId: string, group: IdpGroup): Promise<boolean>;
}

export const patchOp = (...operations: readonly unknown[]): unknown => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});

export const displayNameOf = (person: IdpPerson): string => `${person.firstName} ${person.lastName}`.trim();

/** A value inside a filter's quotes (RFC 7644 section 3.4.2.2: as in JSON). */
export const quoted = (value: string): string => JSON.stringify(value);
