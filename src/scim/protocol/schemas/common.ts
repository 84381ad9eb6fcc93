import { type Attribute, complex, simple, text } from './attribute.ts';

const readOnly = { mutability: 'readOnly', caseExact: true } as const;

/** What every resource has, and no schema lists (RFC 7643 §3 and §3.1). `schemas` follows from what a resource holds; nobody writes it. */
export const COMMON_ATTRIBUTES: readonly Attribute[] = [
  simple('schemas', 'reference', 'The URNs of the schemas that the resource uses.', {
    multiValued: true,
    mutability: 'readOnly',
    returned: 'always',
    caseExact: false,
  }),
  text('id', 'The identifier that the service provider gave.', { ...readOnly, returned: 'always', uniqueness: 'server' }),
  text('externalId', 'The identifier that the client gave.', { caseExact: true }),
  complex(
    'meta',
    'The metadata of the resource.',
    [
      text('resourceType', "The resource type's name.", readOnly),
      simple('created', 'dateTime', 'When it was created.', readOnly),
      simple('lastModified', 'dateTime', 'When it was last changed.', readOnly),
      simple('location', 'reference', 'Its URI.', readOnly),
      text('version', 'Its entity tag.', readOnly),
    ],
    { mutability: 'readOnly' },
  ),
];
