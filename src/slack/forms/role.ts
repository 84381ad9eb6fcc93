import { choiceField, personField } from '../blocks/fields.ts';
import type { Form } from './form.ts';
import { personIn } from './person-in.ts';
import { roleChoices } from './role-choices.ts';

/** `role`: who is given which role. */
export const roleForm: Form = {
  name: 'role',
  title: 'Give a role',
  permission: 'manage_permissions',
  errorField: 'role',
  fields: ({ organization: { policy } }) => [
    personField({ id: 'person', label: 'Who' }),
    choiceField(
      {
        id: 'role',
        label: 'Role',
        hint: 'A custom role is added to what they hold; Standard, Admin and Owner take the place of one another.',
      },
      roleChoices(policy),
    ),
  ],
  read: async (context, values) => {
    const user = await personIn(context, values, 'person');
    return { change: { change: 'role', user: user.id, role: values['role']?.[0] ?? '' } };
  },
};
