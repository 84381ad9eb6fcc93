import { channelField } from '../blocks/fields.ts';
import { markNow, unmarkNow } from '../commands/mark-channels.ts';
import type { Form } from './form.ts';

/** `mark`: which channel becomes an incident channel. */
export const markForm: Form = {
  name: 'mark',
  title: 'Mark a channel',
  permission: 'edit_settings',
  errorField: 'channel',
  submit: 'Mark channel',
  fields: () => [
    channelField({
      id: 'channel',
      label: 'Incident channel',
      hint: 'Everybody in it becomes a user, and so does whoever joins it. Invite the app to a private channel first.',
    }),
  ],
  read: async (context, values) => ({ run: () => markNow(context, values['channel']?.[0] ?? '') }),
};

/** `unmark`: which channel is none any more. */
export const unmarkForm: Form = {
  name: 'unmark',
  title: 'Take a mark off',
  permission: 'edit_settings',
  errorField: 'channel',
  submit: 'Take mark off',
  fields: () => [channelField({ id: 'channel', label: 'Channel', hint: 'Those who became users by it stay users.' })],
  read: async (context, values) => ({ run: () => unmarkNow(context, values['channel']?.[0] ?? '') }),
};
