import type { UserView } from '../../provisioning/present.ts';
import type { Reason } from '../../rules/reason.ts';
import { type Message, message } from './message.ts';
import { bold, escape, link } from './mrkdwn.ts';
import { holding, named } from './words.ts';

/** Who somebody is here and why (X2): the state first, then each reason with its rule. */
export function personBlocks(user: UserView, reasons: Reason[], { you, publicUrl }: { you: boolean; publicUrl: string }): Message {
  const who = you
    ? `You are ${bold(user.name)}${user.email ? ` (${escape(user.email)})` : ''}`
    : `${bold(user.name)}${user.email ? ` (${escape(user.email)})` : ''} is`;
  const state = user.status === 'active' ? `active: ${holding(user)}` : 'deactivated';
  const headline = you ? `${who}, ${state}` : `${who} ${state}`;
  return message({
    headline,
    lines: reasons.map(({ text, rule }) => `• ${escape(text)}  _${rule}_`),
    context: [link(publicUrl, 'Open the dashboard')],
  });
}

/** `whoami` of somebody who is no user: nobody is created by asking. */
export const nobodyBlocks = (publicUrl: string): Message =>
  message({
    headline: 'You are no user here yet.',
    lines: ['Join an incident channel, or sign in to the dashboard, and you become one.'],
    context: [link(publicUrl, 'Open the dashboard')],
  });

/** `user @x` of somebody who is no user. */
export const noUserBlocks = (who: string): Message =>
  message({
    headline: `${who} is no user here.`,
    lines: ['They become one when they join an incident channel, sign in, or are assigned in the IdP.'],
  });

/** An email that several have. */
export const severalBlocks = (users: UserView[]): Message =>
  message({
    headline: 'Several users have that email. Ask by id:',
    lines: users.map((user) => `• \`/rollcall user ${escape(user.id)}\`  ${named(user)}`),
  });
