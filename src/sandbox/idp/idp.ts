/** The practice IdP: its directory, and what each change of it sends over SCIM in the chosen vendor's manner. */
import type { Exchange, IdpView } from '../control/contract.ts';
import type { Random } from '../workspace/ids.ts';
import { WorkspaceError } from '../workspace/transition.ts';
import { isHttpUrl, type SendScim, scimClient } from './client.ts';
import { type Dialect, displayNameOf, type Member } from './dialect.ts';
import { forgetScimIds, idpGroupOf, idpPersonOf, withIdpGroup, withIdpPerson, withoutIdpGroup, withoutIdpPerson } from './directory.ts';
import { entra } from './entra.ts';
import type { IdpGroup, IdpState, Vendor } from './model.ts';
import { okta } from './okta.ts';
import { newGroup, newPerson } from './seed.ts';

export interface IdpOptions {
  readonly initial: IdpState;
  readonly save: (state: IdpState) => void;
  readonly now: () => number;
  readonly random: Random;
  readonly abort: AbortSignal;
}

export interface IdpSettings {
  readonly vendor: Vendor;
  readonly baseUrl: string;
  /** Left out: the one kept. */
  readonly token?: string | undefined;
}

export interface PersonFields {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly title: string;
}

/** Every verb that pushes gives back whether the service took all of it. Ids are the directory's own. */
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

const dialects: Readonly<Record<Vendor, Dialect>> = { okta, entra };
const keptExchanges = 200;

export function createIdp(options: IdpOptions): Idp {
  let state = options.initial;
  let log: readonly Exchange[] = [];
  let version = 1;
  let nextId = 1;

  const set = (next: IdpState): void => {
    options.save(next);
    state = next;
    version += 1;
  };
  const record = (exchange: Omit<Exchange, 'id'>): void => {
    log = [{ id: nextId, ...exchange }, ...log].slice(0, keptExchanges);
    nextId += 1;
    version += 1;
  };
  const connection = (): { dialect: Dialect; send: SendScim } => {
    if (!isHttpUrl(state.baseUrl) || state.token === '') throw new WorkspaceError('endpoint_not_set');
    const dialect = dialects[state.vendor];
    const { baseUrl, token } = state;
    return {
      dialect,
      send: scimClient({
        baseUrl,
        token,
        headers: dialect.headers,
        contentType: dialect.contentType,
        now: options.now,
        record,
        abort: options.abort,
      }),
    };
  };

  /** Brings the person up to date at the service: updated where known or found, else created. */
  const provision = async (id: string): Promise<boolean> => {
    const { dialect, send } = connection();
    const person = idpPersonOf(state, id);
    if (person.scimId !== null && (await dialect.updateUser(send, person.scimId, person))) return true;
    const found = await dialect.findUser(send, person);
    if (found !== null && found !== person.scimId) {
      set(withIdpPerson(state, id, { scimId: found }));
      return dialect.updateUser(send, found, idpPersonOf(state, id));
    }
    if (found !== null) return false;
    const made = await dialect.createUser(send, person);
    set(withIdpPerson(state, id, { scimId: made }));
    return made !== null;
  };

  const membersOf = (group: IdpGroup): readonly Member[] =>
    group.members
      .map((id) => idpPersonOf(state, id))
      .flatMap((p) => (p.scimId === null || !p.assigned ? [] : [{ scimId: p.scimId, display: displayNameOf(p) }]));

  const changeMember = async (groupId: string, personId: string, verb: 'addMembers' | 'removeMembers'): Promise<boolean> => {
    const group = idpGroupOf(state, groupId);
    const { scimId } = idpPersonOf(state, personId);
    if (group.scimId === null || scimId === null) return true;
    const { dialect, send } = connection();
    return dialect[verb](send, group.scimId, group, [{ scimId, display: displayNameOf(idpPersonOf(state, personId)) }]);
  };

  const idp: Idp = {
    view: () => ({
      vendor: state.vendor,
      baseUrl: state.baseUrl,
      hasToken: state.token !== '',
      people: state.people,
      groups: state.groups,
      log,
      version,
    }),

    configure: ({ vendor, baseUrl, token }) => {
      const trimmed = baseUrl.trim().replace(/\/+$/, '');
      if (trimmed !== '' && !isHttpUrl(trimmed)) throw new WorkspaceError('invalid_base_url');
      const nextToken = token === undefined || token === '' ? state.token : token.trim();
      const moved = trimmed !== state.baseUrl || nextToken !== state.token;
      set({ ...(moved ? forgetScimIds(state) : state), vendor, baseUrl: trimmed, token: nextToken });
    },

    test: () => {
      const { dialect, send } = connection();
      return dialect.testConnection(send);
    },

    assign: async (id) => {
      connection();
      set(withIdpPerson(state, id, { assigned: idpPersonOf(state, id) !== undefined }));
      if (!(await provision(id))) return false;
      const groups = state.groups.filter((group) => group.scimId !== null && group.members.includes(id));
      return inTurn(groups, (group) => changeMember(group.id, id, 'addMembers'));
    },

    unassign: async (id) => {
      const { dialect, send } = connection();
      const person = idpPersonOf(state, id);
      set(withIdpPerson(state, id, { assigned: false }));
      return person.scimId === null ? true : dialect.deactivateUser(send, person.scimId, person);
    },

    editPerson: async (id, fields) => {
      const { assigned, scimId } = idpPersonOf(state, id);
      set(withIdpPerson(state, id, fields));
      return assigned && scimId !== null ? provision(id) : true;
    },

    createPerson: (fields) => {
      const person = newPerson(options.random, fields.firstName, fields.lastName, fields.email, fields.title);
      set({ ...state, people: [...state.people, person] });
      return person.oktaId;
    },

    deletePerson: async (id) => {
      const person = idpPersonOf(state, id);
      const done = person.scimId === null ? true : await connection().dialect.deleteUser(connection().send, person.scimId, person);
      if (done) set(withoutIdpPerson(state, id));
      return done;
    },

    createGroup: (name) => {
      const group = newGroup(options.random, name, []);
      set({ ...state, groups: [...state.groups, group] });
      return group.id;
    },

    pushGroup: async (id) => {
      const { dialect, send } = connection();
      const group = idpGroupOf(state, id);
      if (group.scimId !== null && (await dialect.setMembers(send, group.scimId, group, membersOf(group)))) return true;
      const scimId = (await dialect.findGroup(send, group)) ?? (await dialect.createGroup(send, group));
      set(withIdpGroup(state, id, { scimId }));
      return scimId !== null && dialect.setMembers(send, scimId, group, membersOf(idpGroupOf(state, id)));
    },

    renameGroup: async (id, name) => {
      const { scimId } = idpGroupOf(state, id);
      set(withIdpGroup(state, id, { name }));
      return scimId === null ? true : connection().dialect.renameGroup(connection().send, scimId, idpGroupOf(state, id));
    },

    addMember: async (groupId, personId) => {
      const group = idpGroupOf(state, groupId);
      idpPersonOf(state, personId);
      if (!group.members.includes(personId)) set(withIdpGroup(state, groupId, { members: [...group.members, personId] }));
      return idpPersonOf(state, personId).assigned ? changeMember(groupId, personId, 'addMembers') : true;
    },

    removeMember: async (groupId, personId) => {
      const group = idpGroupOf(state, groupId);
      set(withIdpGroup(state, groupId, { members: group.members.filter((member) => member !== personId) }));
      return changeMember(groupId, personId, 'removeMembers');
    },

    deleteGroup: async (id) => {
      const group = idpGroupOf(state, id);
      const done = group.scimId === null ? true : await connection().dialect.deleteGroup(connection().send, group.scimId, group);
      if (done) set(withoutIdpGroup(state, id));
      return done;
    },

    pushEverything: async () => {
      const people = await inTurn(state.people, (person) => idp.assign(person.oktaId));
      const groups = await inTurn(state.groups, (group) => idp.pushGroup(group.id));
      return people && groups;
    },
  };
  return idp;
}

/** One after the other, as an IdP's cycle does. Out: whether all of them were taken; one refusal doesn't stop the rest. */
async function inTurn<T>(items: readonly T[], push: (item: T) => Promise<boolean>): Promise<boolean> {
  let all = true;
  for (const item of items) all = (await push(item)) && all;
  return all;
}
