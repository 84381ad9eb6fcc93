import type { HeldPeople } from '../held.ts';
import { beforeAfter } from './changes.ts';
import { CHOOSE_HELD, heldLine, holdButtons } from './holds.ts';
import { dashboard } from './lists.ts';
import { button, type Message, message } from './message.ts';
import { bold, code, escape, moment } from './mrkdwn.ts';
import { counted, named } from './words.ts';

interface Called {
  name: string;
  email: string | null;
}

/** P5 */
export const ownerRetainedBlocks = (owner: Called, publicUrl: string): Message =>
  message({
    headline: `${named(owner)} is kept as Owner: nothing gives them the role any more, but there is no other owner.`,
    lines: ['Add somebody to a group that is mapped to Owner. Then this ends by itself.'],
    context: ['Rule P5', dashboard(publicUrl)],
  });

/** P5: the source has deactivated the last one, whom nothing may keep; or there never was one. */
export const noOwnerBlocks = (publicUrl: string): Message =>
  message({
    headline: 'There is no active owner: the last one was deactivated where their account comes from, or there never was one.',
    lines: [`Whoever runs Rollcall lets somebody in for 24 hours: ${code('rollcall break-glass <email>')}`],
    context: ['Rules P5 and I9', dashboard(publicUrl)],
  });

const NAMED = 10;

/** I10, with the buttons that decide. */
export const heldNoticeBlocks = ({ id, people }: HeldPeople, publicUrl: string): Message =>
  message({
    headline: heldLine(people.length),
    lines: [
      ...people.slice(0, NAMED).map(beforeAfter),
      ...(people.length > NAMED ? [`and ${(people.length - NAMED).toLocaleString('en')} more: ${code('/rollcall holds')}`] : []),
    ],
    context: ['Rule I10. Approving applies what the IdP says by then.', dashboard(publicUrl)],
    accessory: button('Choose people …', CHOOSE_HELD, id),
    buttons: holdButtons({ id, people }),
  });

/** @param days 30, 7 or 1 */
export const tokenExpiresBlocks = (token: { name: string; prefix: string; expiresAt: Date }, days: number, publicUrl: string): Message =>
  message({
    headline: `The SCIM token ${bold(token.name)} (${code(`${token.prefix}…`)}) expires within ${counted(days, 'day')}: ${moment(token.expiresAt)}.`,
    lines: ['Make another one on the dashboard, and put it into the IdP before. Without one, nothing that happens there reaches Rollcall.'],
    context: [dashboard(publicUrl)],
  });

export const idpSilentBlocks = (last: Date, publicUrl: string): Message =>
  message({
    headline: `The IdP has been silent for much longer than usual: since ${moment(last)}.`,
    lines: ['Look whether provisioning is paused there, and whether its token is still good.'],
    context: [dashboard(publicUrl)],
  });

/** @param detail what the latest of them was answered */
export const scimFailingBlocks = (failures: number, detail: string | null, publicUrl: string): Message =>
  message({
    headline: `What the IdP sends fails: ${counted(failures, 'request')} in the last hour.`,
    lines: [...(detail ? [`The latest: ${escape(detail)}`] : []), `See them with ${code('rollcall scim log --errors')}`],
    context: [dashboard(publicUrl)],
  });

export const compareFailingBlocks = (last: Date | null, publicUrl: string): Message =>
  message({
    headline: last
      ? `Rollcall has not been able to compare with Slack since ${moment(last)}.`
      : 'Rollcall has not been able to compare with Slack yet.',
    lines: [`Try it with ${code('/rollcall resync')}; ${code('rollcall doctor')} says what is wrong.`],
    context: [dashboard(publicUrl)],
  });

/** I9 */
export const breakGlassBlocks = (user: Called, until: Date, publicUrl: string): Message =>
  message({
    headline: `An operator made ${named(user)} Owner until ${moment(until)}, whatever the groups say.`,
    lines: [`If you did not ask for it, talk to whoever runs Rollcall. ${code('/rollcall audit')} shows what they do.`],
    context: ['Rule I9 (break-glass)', dashboard(publicUrl)],
  });

/** What was told is over. */
export const overBlocks = (said: string): Message => message({ headline: said });

/** Why it comes as a direct message, although a channel was chosen. */
export const withChannelTrouble = ({ text, blocks }: Message, word: string): Message => ({
  text,
  blocks: [
    ...blocks,
    {
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: `The channel for these messages can’t be posted to (${escape(word)}): invite the app to it, or choose another one in App Home.`,
        },
      ],
    },
  ],
});
