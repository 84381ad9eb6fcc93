import { Refusal } from '../../rules/refusal.ts';
import { searchField } from '../blocks/fields.ts';
import type { Form } from './form.ts';

/** `unmap`: which mapping is taken away. */
export const unmapForm: Form = {
  name: 'unmap',
  title: 'Take a mapping away',
  permission: 'manage_security_settings',
  errorField: 'mapping',
  fields: ({ organization: { policy } }) => {
    if (policy.mappings.length === 0) throw new Refusal('P6', 'No group gives a role yet', 'Map one first: /rollcall map');
    return [searchField({ id: 'mapping', label: 'Mapping' })];
  },
  read: async (_, values) => ({ change: { change: 'unmap', id: values['mapping']?.[0] ?? '' } }),
};
