import { expect, test } from '@jest/globals';
import { type ProjectionQuery, presentResource } from './projection.ts';
import { ENTERPRISE_USER_SCHEMA, USER } from './schemas.ts';

const URN = ENTERPRISE_USER_SCHEMA.id;
const ana = {
  schemas: [USER.core.id, URN],
  id: 'u1',
  userName: 'ana',
  password: 'never',
  name: { givenName: 'Ana', familyName: 'Berg' },
  emails: [{ value: 'a@x', type: 'work' }, { type: 'home' }],
  [URN]: { department: 'Ops', manager: { value: 'u9', displayName: 'Nine' } },
  meta: { resourceType: 'User', location: 'https://x' },
  internal: 'not in any schema',
};
const { password: _password, internal: _internal, ...whole } = ana;
const always = { schemas: ana.schemas, id: 'u1' };

test.each<[string, ProjectionQuery, object]>([
  ['everything but what is never returned', {}, whole],
  ['empty lists ask for nothing', { attributes: [], excludedAttributes: [] }, whole],
  ['an attribute, and what is always returned', { attributes: ['USERNAME'] }, { ...always, userName: 'ana' }],
  ['a sub-attribute', { attributes: ['NAME.familyname'] }, { ...always, name: { familyName: 'Berg' } }],
  ['two of one attribute', { attributes: ['name.familyName', 'name.givenName'] }, { ...always, name: ana.name }],
  ['a part and the whole', { attributes: ['name.familyName', 'name'] }, { ...always, name: ana.name }],
  ['a sub-attribute of a list', { attributes: ['emails.value'] }, { ...always, emails: [{ value: 'a@x' }] }],
  [
    'with the URN',
    { attributes: [`${USER.core.id}:userName`, ` ${URN}:department`] },
    { ...always, userName: 'ana', [URN]: { department: 'Ops' } },
  ],
  ['a whole extension', { attributes: [URN] }, { ...always, [URN]: ana[URN] }],
  ['a part in an extension', { attributes: [`${URN}:manager.value`] }, { ...always, [URN]: { manager: { value: 'u9' } } }],
  ['the password never', { attributes: ['password'] }, always],
  ['nothing for what no schema has', { attributes: ['colour', 'internal', '__proto__'] }, always],
  ['id is never left out', { excludedAttributes: ['id', 'schemas', 'emails', 'meta', 'name', URN] }, { ...always, userName: 'ana' }],
  [
    'a part left out',
    { excludedAttributes: ['name.givenName', `${URN}:manager`, 'emails.type'] },
    { ...whole, name: { familyName: 'Berg' }, emails: [{ value: 'a@x' }], [URN]: { department: 'Ops' } },
  ],
  ['both', { attributes: ['name', 'userName'], excludedAttributes: ['userName'] }, { ...always, name: ana.name }],
])('%s (RFC 7644 §3.9)', (_what, query, shown) => expect(presentResource(USER, ana, query)).toEqual(shown));
