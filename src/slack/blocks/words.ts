import type { Summary } from '../../provisioning/present.ts';
import type { SeatKind } from '../../rules/model.ts';
import { titleOf } from '../../rules/roles.ts';
import { escape } from './mrkdwn.ts';

const seatTitles: Record<SeatKind, string> = { viewer: 'Viewer', responder: 'Responder', on_call: 'On-call' };

export const seatTitle = (seat: SeatKind): string => seatTitles[seat];

/** What somebody holds, in a few words: "Admin, SRE · Responder", "Deactivated". */
export function holding(summary: Summary): string {
  if (summary.status === 'deactivated') return 'Deactivated';
  const roles = [titleOf(summary.baseRole), ...summary.customRoles.map(escape)].join(', ');
  const seats = summary.seats.map(seatTitle).join(', ');
  const unlinked = summary.linked === false ? ' · Unlinked' : '';
  return `${roles} · ${seats || 'no seat'}${unlinked}`;
}

/** "1 user", "1,204 users" */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** Somebody by name, with the email beside it. */
export const named = ({ name, email }: { name: string; email: string | null }): string =>
  email && email !== name ? `${escape(name)} (${escape(email)})` : escape(name);

/** A group or a role as the answers name it. */
export const roleTitle = (role: string): string => (role === 'standard' || role === 'admin' || role === 'owner' ? titleOf(role) : role);
