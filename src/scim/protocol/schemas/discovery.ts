import { type Attribute, complex, defineSchema, simple, text } from './attribute.ts';

const readOnly = { mutability: 'readOnly' } as const;
const required = { mutability: 'readOnly', required: true } as const;
const flag = (name: string, description: string) => simple(name, 'boolean', description, required);
const number = (name: string, description: string) => simple(name, 'integer', description, required);
const supported = flag('supported', 'Whether it is supported.');
const feature = (name: string, description: string, more: Attribute[] = []) => complex(name, description, [supported, ...more], required);

/** RFC 7643 §5 and §8.7.2. */
export const SERVICE_PROVIDER_CONFIG_SCHEMA = defineSchema({
  id: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  name: 'Service Provider Configuration',
  description: 'What this service provider supports',
  attributes: [
    simple('documentationUri', 'reference', 'Where the documentation is.', { ...readOnly, referenceTypes: ['external'] }),
    feature('patch', 'PATCH.'),
    feature('bulk', 'Bulk requests.', [
      number('maxOperations', 'The most operations in one request.'),
      number('maxPayloadSize', 'The largest request, in bytes.'),
    ]),
    feature('filter', 'Filters.', [number('maxResults', 'The most resources in one answer.')]),
    feature('changePassword', 'Changing a password.'),
    feature('sort', 'Sorting.'),
    feature('etag', 'Entity tags.'),
    complex(
      'pagination',
      'Paging (RFC 9865).',
      [
        flag('cursor', 'Whether lists can be paged by cursor.'),
        flag('index', 'Whether lists can be paged by index.'),
        text('defaultPaginationMethod', 'How lists are paged when a client asks for neither.', {
          ...readOnly,
          canonicalValues: ['cursor', 'index'],
        }),
        simple('defaultPageSize', 'integer', 'How many resources a page has when a client gives no count.', readOnly),
        simple('maxPageSize', 'integer', 'The most resources of a page.', readOnly),
        simple('cursorTimeout', 'integer', 'For how many seconds a cursor is good.', readOnly),
      ],
      readOnly,
    ),
    complex(
      'authenticationSchemes',
      'How a client signs in.',
      [
        text('type', 'The scheme.', {
          ...required,
          canonicalValues: ['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest'],
        }),
        text('name', 'Its common name.', required),
        text('description', 'What it is.', required),
        simple('specUri', 'reference', 'Its specification.', { ...readOnly, referenceTypes: ['external'] }),
        simple('documentationUri', 'reference', 'Its documentation.', { ...readOnly, referenceTypes: ['external'] }),
        simple('primary', 'boolean', 'Whether it is the preferred one.', readOnly),
      ],
      { ...required, multiValued: true },
    ),
  ],
});

/** RFC 7643 §6 and §8.7.2. */
export const RESOURCE_TYPE_SCHEMA = defineSchema({
  id: 'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  name: 'ResourceType',
  description: 'What a resource type is made of',
  attributes: [
    text('id', 'The id of the resource type.', readOnly),
    text('name', 'The name of the resource type.', required),
    text('description', 'What it is for.', readOnly),
    simple('endpoint', 'reference', 'Its endpoint, relative to the base URL.', { ...required, referenceTypes: ['uri'] }),
    simple('schema', 'reference', 'Its core schema.', { ...required, referenceTypes: ['uri'] }),
    complex(
      'schemaExtensions',
      'Its extensions.',
      [
        simple('schema', 'reference', 'The URN of the extension.', { ...required, referenceTypes: ['uri'] }),
        flag('required', 'Whether every resource must have it.'),
      ],
      { ...readOnly, multiValued: true },
    ),
  ],
});

const definition: Attribute[] = [
  text('name', 'The name.', { ...required, caseExact: true }),
  text('type', 'The data type.', {
    ...required,
    canonicalValues: ['string', 'complex', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary'],
  }),
  simple('multiValued', 'boolean', 'Whether it has several values.', required),
  text('description', 'What it is.', { ...readOnly, caseExact: true }),
  simple('required', 'boolean', 'Whether it is required.', readOnly),
  text('canonicalValues', 'Values that are suggested.', { ...readOnly, multiValued: true, caseExact: true }),
  simple('caseExact', 'boolean', 'Whether case counts.', readOnly),
  text('mutability', 'When it can be written.', {
    ...readOnly,
    caseExact: true,
    canonicalValues: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  }),
  text('returned', 'When it is given back.', {
    ...readOnly,
    caseExact: true,
    canonicalValues: ['always', 'never', 'default', 'request'],
  }),
  text('uniqueness', 'How unique it is.', { ...readOnly, caseExact: true, canonicalValues: ['none', 'server', 'global'] }),
  text('referenceTypes', 'What it may refer to.', { ...readOnly, multiValued: true, caseExact: true }),
];

/** RFC 7643 §7 and §8.7.2. */
export const SCHEMA_SCHEMA = defineSchema({
  id: 'urn:ietf:params:scim:schemas:core:2.0:Schema',
  name: 'Schema',
  description: 'What a schema is made of',
  attributes: [
    text('id', 'The URN of the schema.', required),
    text('name', 'The name of the schema.', required),
    text('description', 'What it is for.', readOnly),
    complex(
      'attributes',
      'Its attributes.',
      [
        ...definition,
        complex('subAttributes', 'The sub-attributes of a complex attribute.', definition, { ...readOnly, multiValued: true }),
      ],
      { ...required, multiValued: true },
    ),
  ],
});
