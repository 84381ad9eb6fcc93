import { z } from 'zod';
import type { Idp } from '../idp/idp.ts';
import { vendors } from '../idp/model.ts';
import { type Verb, verb } from './workspace-verbs.ts';

const id = z.string().min(1).max(40);
const name = z.string().trim().min(1).max(120);
const fields = {
  firstName: z.string().trim().max(80),
  lastName: z.string().trim().max(80),
  email: z.string().trim().min(1).max(254),
  title: z.string().max(120).default(''),
};

/** The IdP page's verbs. */
export const idpVerbs = (idp: Idp): Readonly<Record<string, Verb>> => ({
  configure: verb(z.object({ vendor: z.enum(vendors), baseUrl: z.string().max(2000), token: z.string().max(4000).optional() }), (a) =>
    idp.configure(a),
  ),
  test: verb(z.object({}), () => idp.test()),
  assign: verb(z.object({ person: id }), (a) => idp.assign(a.person)),
  unassign: verb(z.object({ person: id }), (a) => idp.unassign(a.person)),
  editPerson: verb(z.object({ person: id, ...fields }), ({ person, ...rest }) => idp.editPerson(person, rest)),
  createPerson: verb(z.object(fields), (a) => idp.createPerson(a)),
  deletePerson: verb(z.object({ person: id }), (a) => idp.deletePerson(a.person)),
  createGroup: verb(z.object({ name }), (a) => idp.createGroup(a.name)),
  pushGroup: verb(z.object({ group: id }), (a) => idp.pushGroup(a.group)),
  renameGroup: verb(z.object({ group: id, name }), (a) => idp.renameGroup(a.group, a.name)),
  addMember: verb(z.object({ group: id, person: id }), (a) => idp.addMember(a.group, a.person)),
  removeMember: verb(z.object({ group: id, person: id }), (a) => idp.removeMember(a.group, a.person)),
  deleteGroup: verb(z.object({ group: id }), (a) => idp.deleteGroup(a.group)),
  pushEverything: verb(z.object({}), () => idp.pushEverything()),
});
