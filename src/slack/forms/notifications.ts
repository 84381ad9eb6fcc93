import { setSetting } from '../../provisioning/set-setting.ts';
import { notificationsBlocks } from '../blocks/channels.ts';
import { channelField, radioField } from '../blocks/fields.ts';
import { askerOf, type CommandContext } from '../commands/command.ts';
import { askForChannel, joinChannel } from '../incident-channels.ts';
import { FieldError, type Form } from './form.ts';

/** Where owners are told what they are to know. */
export const notificationsForm: Form = {
  name: 'notifications',
  title: 'Messages to owners',
  permission: 'edit_settings',
  errorField: 'channel',
  submit: 'Save',
  fields: ({ organization: { policy } }) => {
    const { notifications } = policy.settings;
    const choices = [
      { label: 'To each owner directly', value: 'direct' },
      { label: 'To a channel', value: 'channel' },
    ];
    return [
      radioField({ id: 'where', label: 'Where' }, notifications === 'direct' ? choices : choices.toReversed()),
      channelField(
        { id: 'channel', label: 'Channel', hint: 'Invite the app to a private one first. Everybody in it reads them.', optional: true },
        notifications === 'direct' ? null : notifications,
      ),
    ];
  },
  read: async (context, values) => {
    const channel = values['where']?.[0] === 'channel' ? await channelIn(context, values['channel']?.[0]) : null;
    const { means, organization, origin } = context;
    return {
      run: async () => {
        await setSetting(means, organization.id, origin, askerOf(context), 'notifications', channel ?? 'direct');
        return notificationsBlocks(channel);
      },
    };
  },
};

/** A channel that the app can post to. @throws FieldError */
async function channelIn({ means, installation }: CommandContext, id: string | undefined): Promise<string> {
  if (!id) throw new FieldError('channel', 'Choose the channel.');
  const channel = await askForChannel(means, installation, id);
  const refused = channel && !channel.appIsIn ? await joinChannel(means, installation, channel) : null;
  if (!channel || refused !== null)
    throw new FieldError('channel', 'The app is not in that channel. Type /invite @rollcall in it, then choose it again.');
  return channel.id;
}
