import { complex, defineSchema, simple, text } from './attribute.ts';

/** The enterprise extension of User (RFC 7643 §4.3). */
export const ENTERPRISE_USER_SCHEMA = defineSchema({
  id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    text('employeeNumber', 'An identifier that the organization gave.'),
    text('costCenter', 'The cost center.'),
    text('organization', 'The organization.'),
    text('division', 'The division.'),
    text('department', 'The department.'),
    complex('manager', "The user's manager.", [
      text('value', "The manager's id.", { caseExact: true }),
      simple('$ref', 'reference', "The manager's URI.", { referenceTypes: ['User'] }),
      text('displayName', "The manager's display name.", { mutability: 'readOnly' }),
    ]),
  ],
});
