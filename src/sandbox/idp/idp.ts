/** The practice IdP: its directory, and what each change of it sends over SCIM in the chosen vendor's manner. */
import type { IdpView } from '../control/contract.ts';
import { WorkspaceError } from '../workspace/transition.ts';
import { isHttpUrl } from './client.ts';
import { createDesk, type IdpOptions } from './desk.ts';
import { forgetScimIds, idpGroupOf, idpPersonOf, withIdpGroup, withIdpPerson, withoutIdpGroup, withoutIdpPerson } from './directory.ts';
import type { Vendor } from './model.ts';
import { inTurn, pushGroup, pushMember, pushPerson } from './push.ts';
import { newGroup, newPerson } from './seed.ts';

export interface IdpSettings {
  readonly vendor: Vendor;
  readonly baseUrl: string;
  /** Left out or empty: the one kept. */
  readonly token?: string | undefined;
}

export interface PersonFields {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly title: string;
}

/**
 * Every verb that pushes gives back whether the service took all of it. Ids are the directory's own.
 * Throws `person_not_found`, `group_not_found`, `endpoint_not_set`, `invalid_base_url`.
 */
export interface Idp {
  view(): IdpView;
  configure(settings: IdpSettings): void;
  test(): Promise<boolean>;
  assign(person: string): Promise<boolean>;
  unassign(person: string): Promise<boolean>;
  editPerson(person: string, fields: PersonFields): Promise<boolean>;
  createPerson(fields: PersonFields): string;
  deletePerson(person: string): Promise<boolean>;
  createGroup(name: string): string;
  pushGroup(group: string): Promise<boolean>;
  renameGroup(group: string, name: string): Promise<boolean>;
  addMember(group: string, person: string): Promise<boolean>;
  removeMember(group: string, person: string): Promise<boolean>;
  deleteGroup(group: string): Promise<boolean>;
  /** Assigns everyone and pushes every group. */
  pushEverything(): Promise<boolean>;
}

export function createIdp(options: IdpOptions): Idp {
  const desk = createDesk(options);
  const { get, set } = desk;
  const idp: Idp = {
    view: () => {
      const { token, ...shown } = get();
      return { ...shown, hasToken: token !== '', log: desk.log(), version: desk.version() };
    },

    configure: ({ vendor, baseUrl, token }) => {
      const url = baseUrl.trim().replace(/\/+$/, '');
      if (url !== '' && !isHttpUrl(url)) throw new WorkspaceError('invalid_base_url');
      const state = get();
      const next = token === undefined || token.trim() === '' ? state.token : token.trim();
      const moved = url !== state.baseUrl || next !== state.token;
      set({ ...(moved ? forgetScimIds(state) : state), vendor, baseUrl: url, token: next });
    },

    test: async () => {
      const { dialect, send } = desk.line();
      return dialect.testConnection(send);
    },

    assign: async (id) => {
      desk.line();
      idpPersonOf(get(), id);
      set(withIdpPerson(get(), id, { assigned: true }));
      if (!(await pushPerson(desk, id))) return false;
      const groups = get().groups.filter((group) => group.scimId !== null && group.members.includes(id));
      return inTurn(groups, (group) => pushMember(desk, group.id, id, 'addMembers'));
    },

    unassign: async (id) => {
      const { dialect, send } = desk.line();
      const person = idpPersonOf(get(), id);
      set(withIdpPerson(get(), id, { assigned: false }));
      return person.scimId === null || dialect.deactivateUser(send, person.scimId, person);
    },

    editPerson: async (id, fields) => {
      const { assigned, scimId } = idpPersonOf(get(), id);
      set(withIdpPerson(get(), id, fields));
      return assigned && scimId !== null ? pushPerson(desk, id) : true;
    },

    createPerson: ({ firstName, lastName, email, title }) => {
      const person = newPerson(options.random, firstName, lastName, email, title);
      set({ ...get(), people: [...get().people, person] });
      return person.oktaId;
    },

    deletePerson: async (id) => {
      const person = idpPersonOf(get(), id);
      if (person.scimId !== null) {
        const { dialect, send } = desk.line();
        if (!(await dialect.deleteUser(send, person.scimId, person))) return false;
      }
      set(withoutIdpPerson(get(), id));
      return true;
    },

    createGroup: (name) => {
      const group = newGroup(options.random, name, []);
      set({ ...get(), groups: [...get().groups, group] });
      return group.id;
    },

    pushGroup: (id) => pushGroup(desk, id),

    renameGroup: async (id, name) => {
      const { scimId } = idpGroupOf(get(), id);
      set(withIdpGroup(get(), id, { name }));
      if (scimId === null) return true;
      const { dialect, send } = desk.line();
      return dialect.renameGroup(send, scimId, idpGroupOf(get(), id));
    },

    addMember: async (groupId, personId) => {
      const { members } = idpGroupOf(get(), groupId);
      const { assigned } = idpPersonOf(get(), personId);
      if (!members.includes(personId)) set(withIdpGroup(get(), groupId, { members: [...members, personId] }));
      return assigned ? pushMember(desk, groupId, personId, 'addMembers') : true;
    },

    removeMember: async (groupId, personId) => {
      const { members } = idpGroupOf(get(), groupId);
      set(withIdpGroup(get(), groupId, { members: members.filter((member) => member !== personId) }));
      return pushMember(desk, groupId, personId, 'removeMembers');
    },

    deleteGroup: async (id) => {
      const group = idpGroupOf(get(), id);
      if (group.scimId !== null) {
        const { dialect, send } = desk.line();
        if (!(await dialect.deleteGroup(send, group.scimId, group))) return false;
      }
      set(withoutIdpGroup(get(), id));
      return true;
    },

    pushEverything: async () => {
      const people = await inTurn(get().people, (person) => idp.assign(person.oktaId));
      const groups = await inTurn(get().groups, (group) => idp.pushGroup(group.id));
      return people && groups;
    },
  };
  return idp;
}
