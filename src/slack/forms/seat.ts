import { personField, radioField } from '../blocks/fields.ts';
import type { Form } from './form.ts';
import { personIn } from './person-in.ts';

/** `seat`: whose seat is given or taken. */
export const seatForm: Form = {
  name: 'seat',
  title: 'Give or take a seat',
  permission: 'manage_seats',
  errorField: 'seat',
  fields: () => [
    personField({ id: 'person', label: 'Who' }),
    radioField({ id: 'seat', label: 'Seat' }, [
      { label: 'On-call', value: 'on_call', description: 'Can be paged' },
      { label: 'Responder', value: 'responder', description: 'Acts in incidents' },
    ]),
    radioField({ id: 'action', label: 'What to do' }, [
      { label: 'Give the seat', value: 'grant' },
      { label: 'Take the seat', value: 'revoke' },
    ]),
  ],
  read: async (context, values) => {
    const user = await personIn(context, values, 'person');
    const seat = values['seat']?.[0] === 'responder' ? 'responder' : 'on_call';
    const action = values['action']?.[0] === 'revoke' ? 'revoke' : 'grant';
    return { change: { change: 'seat', user: user.id, seat, action } };
  },
};
