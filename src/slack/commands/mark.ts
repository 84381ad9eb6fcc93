import { markForm, unmarkForm } from '../forms/mark.ts';
import { type Command, WrongUsage } from './command.ts';
import { markNow, unmarkNow } from './mark-channels.ts';
import { mentionedChannel } from './parse.ts';

/** @throws WrongUsage where what was typed is no channel */
function channelMeant([typed]: string[]): string {
  const id = typed ? mentionedChannel(typed) : null;
  if (!id)
    throw new WrongUsage('Which channel? Name it with #; a private one that Slack does not offer is found by `/rollcall mark` alone');
  return id;
}

export const mark: Command = {
  name: 'mark',
  usage: 'mark #channel',
  example: 'mark #robot-outage',
  summary: 'makes a channel an incident channel, whatever its name',
  permission: 'edit_settings',
  form: markForm,
  run: (context) => markNow(context, channelMeant(context.args)),
};

export const unmark: Command = {
  name: 'unmark',
  usage: 'unmark #channel',
  example: 'unmark #robot-outage',
  summary: 'takes that back',
  permission: 'edit_settings',
  form: unmarkForm,
  run: (context) => unmarkNow(context, channelMeant(context.args)),
};
