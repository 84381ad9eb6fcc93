import { complex, defineSchema, plural, simple, text } from './attribute.ts';

const name = complex('name', "The components of the user's name.", [
  text('formatted', 'The full name, as it is displayed.'),
  text('familyName', 'The family name, or last name.'),
  text('givenName', 'The given name, or first name.'),
  text('middleName', 'The middle name or names.'),
  text('honorificPrefix', 'A title that goes before the name.'),
  text('honorificSuffix', 'A suffix that goes after the name.'),
]);

const addresses = complex(
  'addresses',
  'Postal addresses.',
  [
    text('formatted', 'The full address, as it is displayed.'),
    text('streetAddress', 'Street, house number, and so on.'),
    text('locality', 'The city.'),
    text('region', 'The state or region.'),
    text('postalCode', 'The postal code.'),
    text('country', 'The country, as ISO 3166-1 alpha-2.'),
    text('type', 'A label that says what the address is for.', { canonicalValues: ['work', 'home', 'other'] }),
    simple('primary', 'boolean', 'Whether this is the preferred address; true for one at most.'),
  ],
  { multiValued: true },
);

/** Derived from the groups' members and never writable here (RFC 7643 §4.1.2). */
const groups = complex(
  'groups',
  'The groups that the user is in. Membership is changed at the group.',
  [
    text('value', "The group's id.", { mutability: 'readOnly', caseExact: true }),
    simple('$ref', 'reference', "The group's URI.", { mutability: 'readOnly', referenceTypes: ['User', 'Group'] }),
    text('display', "The group's name.", { mutability: 'readOnly' }),
    text('type', 'direct or indirect.', { mutability: 'readOnly', canonicalValues: ['direct', 'indirect'] }),
  ],
  { multiValued: true, mutability: 'readOnly' },
);

/** The core User (RFC 7643 §4.1 and §8.7.1). */
export const USER_SCHEMA = defineSchema({
  id: 'urn:ietf:params:scim:schemas:core:2.0:User',
  name: 'User',
  description: 'User Account',
  attributes: [
    text('userName', 'The name that the user is known by; unique without regard to case.', { required: true, uniqueness: 'server' }),
    name,
    text('displayName', 'The name of the user, suitable for display.'),
    text('nickName', 'The casual name.'),
    simple('profileUrl', 'reference', "A URI of the user's online profile.", { referenceTypes: ['external'] }),
    text('title', 'The job title.'),
    text('userType', 'The relation to the organization, such as Employee or Contractor.'),
    text('preferredLanguage', 'The preferred language.'),
    text('locale', 'The default location, for currency, dates and numbers.'),
    text('timezone', 'The time zone, as IANA names it.'),
    simple('active', 'boolean', 'Whether the identity provider has the account enabled.'),
    text('password', 'Accepted and never kept: nobody signs in with it here.', { mutability: 'writeOnly', returned: 'never' }),
    plural('emails', 'Email addresses.', ['work', 'home', 'other']),
    plural('phoneNumbers', 'Phone numbers.', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    plural('ims', 'Instant messaging addresses.', ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo']),
    plural(
      'photos',
      'URIs of photos.',
      ['photo', 'thumbnail'],
      simple('value', 'reference', 'The URI of a photo.', { referenceTypes: ['external'] }),
    ),
    addresses,
    groups,
    plural('entitlements', 'Entitlements, as the identity provider names them.', []),
    plural('roles', 'Roles, as the identity provider names them. They give no role here: group mappings do.', []),
    plural('x509Certificates', 'X.509 certificates.', [], simple('value', 'binary', 'A certificate in base64.')),
  ],
});
