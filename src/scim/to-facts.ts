import type { MemberValue } from '../provisioning/member-targets.ts';
import type { ScimGroupInput } from '../provisioning/record-scim-group.ts';
import type { ScimUserInput } from '../provisioning/record-scim-user.ts';
import type { ScimGroup, ScimUser } from '../rules/model.ts';
import { emailOf, nameOf } from './protocol/email.ts';
import { invalidValue } from './protocol/errors.ts';
import { type JsonObject, type JsonValue, sameJson } from './protocol/json.ts';
import type { Member } from './protocol/members.ts';
import { GROUP, USER } from './protocol/schemas.ts';
import { fromStored, toStored } from './stored-resource.ts';

/** A new user: active unless the client says otherwise (RFC 7643 §4.1.1 leaves it open; IdPs create whom they want in). */
export function newUserInput(resource: JsonObject): ScimUserInput {
  return userInput({ active: true, ...resource }, true);
}

/** PUT: the resource replaces what was there, but for an omitted `active`, which keeps the present value: it must not let anybody back in. */
export function replacedUserInput(current: ScimUser, resource: JsonObject): ScimUserInput {
  const { active } = current.resource;
  const next = resource.active === undefined && active !== undefined ? { ...resource, active: active as JsonValue } : resource;
  return changedUserInput(current, next);
}

/** What a changed resource says. An equal one gives the current row's own values, so that its version and date stay (RFC 7644 §3.5.2.1). */
export function changedUserInput(current: ScimUser, resource: JsonObject): ScimUserInput {
  const input = userInput(resource, current.active);
  return sameJson(input.resource as JsonObject, current.resource as JsonObject) ? sameUserInput(current) : input;
}

/** The row's own values: nothing changes. */
export function sameUserInput({ userName, externalId, active, email, name, title, resource }: ScimUser): ScimUserInput {
  return { userName, externalId, active, email, name, title, resource };
}

/** A5: `active` is kept as it was written. Where it was taken away, the person stays what they were. */
function userInput(resource: JsonObject, presentActive: boolean): ScimUserInput {
  return {
    userName: textOf(resource.userName) ?? '',
    externalId: textOf(resource.externalId),
    active: typeof resource.active === 'boolean' ? resource.active : presentActive,
    email: emailOf(resource) ?? null,
    name: nameOf(resource),
    title: textOf(resource.title),
    resource: toStored(USER, resource),
  };
}

/** A group without its members, which are kept apart. */
export function groupInput({ members, ...resource }: JsonObject): ScimGroupInput {
  return { displayName: textOf(resource.displayName) ?? '', externalId: textOf(resource.externalId), resource: toStored(GROUP, resource) };
}

/** As `changedUserInput`. */
export function changedGroupInput(current: ScimGroup, resource: JsonObject): ScimGroupInput {
  const input = groupInput(resource);
  return sameJson(input.resource as JsonObject, current.resource as JsonObject) ? sameGroupInput(current) : input;
}

export function sameGroupInput({ displayName, externalId, resource }: ScimGroup): ScimGroupInput {
  return { displayName, externalId, resource };
}

/** What PATCH works on: the resource as it was sent. */
export const patchable = {
  user: (user: ScimUser): JsonObject => fromStored(USER, user.resource),
  group: (group: ScimGroup): JsonObject => fromStored(GROUP, group.resource),
};

/** Far above any identifier; what is longer can't be a key of a database's index. */
const MAX_MEMBER_VALUE = 1024;

/** Members as the verbs take them. @throws ScimError invalidValue for an id that no system gives */
export function memberValues(members: readonly Member[]): MemberValue[] {
  return members.map(({ value, display }) => {
    if (value.length > MAX_MEMBER_VALUE) throw invalidValue(`The "value" of a member may have at most ${MAX_MEMBER_VALUE} characters.`);
    return { value, display: display ?? null };
  });
}

const textOf = (value: JsonValue | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);
