import { radioField, severalField } from '../blocks/fields.ts';
import { MOST_CHOSEN } from '../commands/change.ts';
import type { Form } from './form.ts';

/** Some of those whom a hold is about. It is opened for a hold's id. */
export const holdForm: Form = {
  name: 'hold',
  title: 'Choose people',
  permission: 'manage_security_settings',
  errorField: 'held',
  fields: () => [
    severalField({ id: 'held', label: 'People', hint: `Up to ${MOST_CHOSEN} at once. The others go on waiting.` }, MOST_CHOSEN),
    radioField({ id: 'verdict', label: 'What to do' }, [
      { label: 'Keep them as they are', value: 'reject' },
      { label: 'Let it happen', value: 'approve' },
    ]),
  ],
  read: async (_, values, subject) => ({
    change: {
      change: 'hold',
      id: subject ?? '',
      verdict: values['verdict']?.[0] === 'approve' ? 'approve' : 'reject',
      only: values['held'] ?? [],
    },
  }),
};
