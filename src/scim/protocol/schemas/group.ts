import { complex, defineSchema, simple, text } from './attribute.ts';

/** The core Group (RFC 7643 §4.2). `displayName` is required by the text of §4.2, and unique here: Entra and authentik count on the 409. */
export const GROUP_SCHEMA = defineSchema({
  id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  name: 'Group',
  description: 'Group',
  attributes: [
    text('displayName', 'The name of the group; unique without regard to case.', { required: true, uniqueness: 'server' }),
    complex(
      'members',
      'The members of the group. Members are added and removed, never changed.',
      [
        text('value', "The member's id.", { mutability: 'immutable', caseExact: true }),
        simple('$ref', 'reference', "The member's URI.", { mutability: 'immutable', referenceTypes: ['User', 'Group'] }),
        text('type', 'User or Group.', { mutability: 'immutable', canonicalValues: ['User', 'Group'] }),
        text('display', "The member's name.", { mutability: 'immutable' }),
      ],
      { multiValued: true },
    ),
  ],
});
