import { describe, expect, test } from '@jest/globals';
import { resolveReference } from './resolve.ts';
import { resourceTypes } from './resource-types.ts';
import { defineSchema, text } from './schemas/attribute.ts';
import { commonAttribute, ENTERPRISE_USER_SCHEMA, findSchema, GROUP, SCHEMAS, schemaResource, USER, USER_SCHEMA } from './schemas.ts';
import { serviceProviderConfig } from './service-provider-config.ts';

const BASE = 'https://roll.example/scim/v2';

describe('schemas (RFC 7643 §7, §8.7)', () => {
  test.each([
    ['userName', { required: true, uniqueness: 'server', caseExact: false }],
    ['password', { mutability: 'writeOnly', returned: 'never' }],
    ['groups', { mutability: 'readOnly', multiValued: true }],
    ['emails', { multiValued: true, type: 'complex' }],
    ['profileUrl', { type: 'reference', caseExact: true }],
  ])('User.%s', (name, traits) => {
    expect(USER_SCHEMA.attributes.find((attribute) => attribute.name === name)).toMatchObject(traits);
  });

  test('every schema is served with its URN and an absolute location, and found in any case', () => {
    for (const schema of SCHEMAS) {
      expect(schemaResource(schema, BASE)).toMatchObject({ id: schema.id, meta: { location: `${BASE}/Schemas/${schema.id}` } });
      expect(findSchema(schema.id.toUpperCase())).toBe(schema);
    }
    expect(findSchema('urn:none')).toBeUndefined();
  });

  test('a definition with a mistake stops the start', () => {
    expect(() => defineSchema({ id: 'x', name: 'X', description: '', attributes: [text('a', '')] })).toThrow();
  });

  test('id, externalId and meta belong to every resource and to no schema', () => {
    expect(commonAttribute('EXTERNALID')).toMatchObject({ caseExact: true, mutability: 'readWrite' });
    expect(commonAttribute('id')).toMatchObject({ caseExact: true, mutability: 'readOnly', returned: 'always' });
  });
});

describe('resolving names (RFC 7643 §2.1, RFC 7644 §3.10)', () => {
  const urn = ENTERPRISE_USER_SCHEMA.id;
  test.each([
    ['username', { attribute: { name: 'userName' }, sub: undefined }],
    ['NAME.familyname', { attribute: { name: 'name' }, sub: { name: 'familyName' } }],
    [`${USER_SCHEMA.id}:emails.VALUE`, { attribute: { name: 'emails' }, sub: { name: 'value' } }],
    [`${urn.toUpperCase()}:department`, { attribute: { name: 'department' }, extension: { id: urn } }],
    ['manager.value', { attribute: { name: 'manager' }, extension: { id: urn } }],
    ['meta.lastModified', { attribute: { name: 'meta' } }],
    [urn, { kind: 'extension' }],
    [USER_SCHEMA.id, { kind: 'resource' }],
  ])('%s', (name, wanted) => {
    expect(resolveReference(USER, name)).toMatchObject(wanted);
  });

  test.each([
    'colour',
    'name.colour',
    'userName.value',
    'name.familyName.x',
    `${urn}:userName`,
    'urn:x:y',
    '__proto__',
    'constructor',
    'toString',
    '',
  ])('nothing for %j', (name) => {
    expect(resolveReference(USER, name)).toBeUndefined();
  });

  test('a group has no user attributes', () => expect(resolveReference(GROUP, 'userName')).toBeUndefined());
});

describe('discovery', () => {
  test('ServiceProviderConfig has every block of RFC 7643 §5', () => {
    expect(serviceProviderConfig({ baseUrl: BASE, maxResults: 200, bulk: undefined, sort: true, cursor: undefined })).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: 200 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      authenticationSchemes: [{ type: 'oauthbearertoken', primary: true }, { type: 'oauth2' }],
      meta: { resourceType: 'ServiceProviderConfig', location: `${BASE}/ServiceProviderConfig` },
    });
  });

  test('ResourceTypes name schemas that are served (RFC 7643 §6)', () => {
    for (const type of resourceTypes(BASE)) expect(findSchema(type.schema as string)).toBeDefined();
    expect(resourceTypes(BASE)[0]).toMatchObject({
      id: 'User',
      endpoint: '/Users',
      schemaExtensions: [{ schema: ENTERPRISE_USER_SCHEMA.id }],
    });
  });
});
