import { mayMap } from '../../rules/setup.ts';
import { choiceField, searchField } from '../blocks/fields.ts';
import type { Form } from './form.ts';
import { roleChoices } from './role-choices.ts';

/** `map`: which group gives which role. */
export const mapForm: Form = {
  name: 'map',
  title: 'Map a group to a role',
  permission: 'manage_security_settings',
  errorField: 'group',
  fields: ({ organization: { policy } }) => {
    mayMap(policy); // without SCIM there are no groups to choose from
    return [
      searchField({ id: 'group', label: 'Group of the IdP', hint: 'Its members are given the role, and those of groups inside it.' }),
      choiceField({ id: 'role', label: 'Role' }, roleChoices(policy)),
    ];
  },
  read: async (_, values) => ({ change: { change: 'map', group: values['group']?.[0] ?? '', role: values['role']?.[0] ?? '' } }),
};
