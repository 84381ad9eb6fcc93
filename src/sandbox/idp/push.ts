/** The pushes that several verbs need: a person, a group, one membership. Each gives back whether the service took it. */
import type { Desk } from './desk.ts';
import { displayNameOf, type Member } from './dialect.ts';
import { idpGroupOf, idpPersonOf, withIdpGroup, withIdpPerson } from './directory.ts';
import type { IdpGroup } from './model.ts';

/** Brings the person up to date at the service: updated where known or found, else created. An id that the service has lost is looked up anew. */
export async function pushPerson(desk: Desk, id: string): Promise<boolean> {
  const { dialect, send } = desk.line();
  const person = idpPersonOf(desk.get(), id);
  if (person.scimId !== null && (await dialect.updateUser(send, person.scimId, person))) return true;
  const found = await dialect.findUser(send, person);
  if (found !== null && found === person.scimId) return false;
  if (found !== null) {
    desk.set(withIdpPerson(desk.get(), id, { scimId: found }));
    return dialect.updateUser(send, found, idpPersonOf(desk.get(), id));
  }
  const made = await dialect.createUser(send, person);
  desk.set(withIdpPerson(desk.get(), id, { scimId: made }));
  return made !== null;
}

/** The group and its members as a whole: found by name or created where it isn't known. */
export async function pushGroup(desk: Desk, id: string): Promise<boolean> {
  const { dialect, send } = desk.line();
  const group = idpGroupOf(desk.get(), id);
  if (group.scimId !== null && (await dialect.setMembers(send, group.scimId, group, membersOf(desk, group)))) return true;
  const scimId = (await dialect.findGroup(send, group)) ?? (await dialect.createGroup(send, group));
  desk.set(withIdpGroup(desk.get(), id, { scimId }));
  return scimId !== null && dialect.setMembers(send, scimId, group, membersOf(desk, idpGroupOf(desk.get(), id)));
}

/** Only people to whom the app is assigned, and whom the service knows, are pushed as members. */
const membersOf = (desk: Desk, group: IdpGroup): readonly Member[] =>
  group.members
    .map((id) => idpPersonOf(desk.get(), id))
    .flatMap((person) => (person.scimId === null || !person.assigned ? [] : [{ scimId: person.scimId, display: displayNameOf(person) }]));

/** One membership, where both ends are at the service; else there is nothing to say. */
export async function pushMember(desk: Desk, groupId: string, personId: string, verb: 'addMembers' | 'removeMembers'): Promise<boolean> {
  const group = idpGroupOf(desk.get(), groupId);
  const person = idpPersonOf(desk.get(), personId);
  if (group.scimId === null || person.scimId === null) return true;
  const { dialect, send } = desk.line();
  return dialect[verb](send, group.scimId, group, [{ scimId: person.scimId, display: displayNameOf(person) }]);
}

/** One after the other, as an IdP's cycle does. Out: whether all of them were taken; one refusal doesn't stop the rest. */
export async function inTurn<T>(items: readonly T[], push: (item: T) => Promise<boolean>): Promise<boolean> {
  let all = true;
  for (const item of items) all = (await push(item)) && all;
  return all;
}
