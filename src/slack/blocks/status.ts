import type { ScimState } from '../../rules/model.ts';
import { type ProviderId, providers } from '../../rules/setup.ts';
import type { Overview } from '../overview.ts';
import { dashboard } from './lists.ts';
import { type Message, message } from './message.ts';
import { escape, moment } from './mrkdwn.ts';
import { counted } from './words.ts';

const states: Record<ScimState, (idp: string) => string> = {
  not_installed: () => 'SCIM is not installed.',
  connecting: (idp) => `SCIM is being connected with ${idp}, which has yet to push people.`,
  mapping: (idp) => `SCIM with ${idp} is waiting for mappings and to be confirmed.`,
  installed: (idp) => `SCIM is installed with ${idp}.`,
};

/** "SCIM is installed with Okta." */
export function stateLine({ organization: { policy } }: Overview): string {
  const { state, provider } = policy.scim;
  const name = provider === 'generic' || provider === null ? 'an IdP' : (providers[provider as ProviderId] ?? provider);
  return states[state](escape(name));
}

/** The numbers, a line each. */
export function numberLines({ organization: { policy, ledger }, lastContact, sweep, unlinked }: Overview): string[] {
  const { users, seats, scim } = ledger;
  const n = (number: number): string => number.toLocaleString('en');
  const lines = [
    ...(sweep ? [`Bringing users in line: ${n(Math.min(sweep.done, sweep.total))} of ${n(sweep.total)}`] : []),
    `${counted(users.active, 'active user')}, ${n(users.deactivated)} deactivated, ${counted(ledger.owners, 'owner')}`,
    `Seats: ${n(seats.viewer)} Viewer, ${n(seats.responder)} Responder, ${n(seats.on_call)} On-call`,
  ];
  if (policy.scim.state === 'not_installed') return lines;
  return [
    ...lines,
    `From the IdP: ${counted(scim.users, 'user')}, ${counted(scim.groups, 'group')}`,
    ...(policy.scim.state === 'installed' ? [`${n(unlinked)} Unlinked`] : []),
    lastContact ? `Last contact of the IdP: ${moment(lastContact)}` : 'The IdP has not been in contact yet',
  ];
}

/** What waits for somebody to look at it; empty where nothing does. Each says what to do, with the rule's number. */
export function attentionLines({ organization: { ledger }, held, conflicts, keptSeats, retainedOwner }: Overview): string[] {
  const lines: string[] = [];
  if (held > 0)
    lines.push(`${counted(held, 'person waits', 'people wait')} for an owner: the IdP would take something from them at once  _I10_`);
  if (retainedOwner !== null)
    lines.push(`${escape(retainedOwner)} is kept as the last owner, though no group gives the role any more  _P5_`);
  if (conflicts.people > 0)
    lines.push(
      `${conflicts.orMore ? 'At least ' : ''}${counted(conflicts.people, 'SCIM user is', 'SCIM users are')} in conflict, until an admin links them  _L3_`,
    );
  if (ledger.scim.pending > 0)
    lines.push(`${counted(ledger.scim.pending, 'membership is', 'memberships are')} pending: the IdP has not pushed that person yet  _L5_`);
  if (keptSeats > 0)
    lines.push(`${counted(keptSeats, 'On-call seat is', 'On-call seats are')} kept by people who left the group that gave it  _S4_`);
  return lines;
}

const bullets = (lines: string[]): string[] => lines.map((line) => `• ${line}`);

/** `status`: the state first. */
export const statusBlocks = (overview: Overview, publicUrl: string): Message =>
  message({
    headline: stateLine(overview),
    lines: bullets([...numberLines(overview), ...attentionLines(overview)]),
    context: [dashboard(publicUrl)],
  });
