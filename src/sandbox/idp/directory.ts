/** Changes to the practice directory that send nothing by themselves. Pure. */
import { WorkspaceError } from '../workspace/transition.ts';
import type { IdpGroup, IdpPerson, IdpState } from './model.ts';

/** Throws `person_not_found`. */
export function idpPersonOf(state: IdpState, id: string): IdpPerson {
  const person = state.people.find((one) => one.oktaId === id);
  if (person === undefined) throw new WorkspaceError('person_not_found');
  return person;
}

/** Throws `group_not_found`. */
export function idpGroupOf(state: IdpState, id: string): IdpGroup {
  const group = state.groups.find((one) => one.id === id);
  if (group === undefined) throw new WorkspaceError('group_not_found');
  return group;
}

export const withIdpPerson = (state: IdpState, id: string, fields: Partial<IdpPerson>): IdpState => ({
  ...state,
  people: state.people.map((person) => (person.oktaId === id ? { ...person, ...fields } : person)),
});

export const withIdpGroup = (state: IdpState, id: string, fields: Partial<IdpGroup>): IdpState => ({
  ...state,
  groups: state.groups.map((group) => (group.id === id ? { ...group, ...fields } : group)),
});

/** Without the person, in no group either. */
export const withoutIdpPerson = (state: IdpState, id: string): IdpState => ({
  ...state,
  people: state.people.filter((person) => person.oktaId !== id),
  groups: state.groups.map((group) => ({ ...group, members: group.members.filter((member) => member !== id) })),
});

export const withoutIdpGroup = (state: IdpState, id: string): IdpState => ({
  ...state,
  groups: state.groups.filter((group) => group.id !== id),
});

/** Another address or token: what was known of the old endpoint's ids is forgotten. */
export const forgetScimIds = (state: IdpState): IdpState => ({
  ...state,
  people: state.people.map((person) => ({ ...person, scimId: null })),
  groups: state.groups.map((group) => ({ ...group, scimId: null })),
});
