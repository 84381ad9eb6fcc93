import type { Summary } from '../../api/contract.ts';

const roles = { standard: 'Standard', admin: 'Admin', owner: 'Owner' } as const;
const seats = { viewer: 'Viewer', responder: 'Responder', on_call: 'On-call' } as const;

export const roleTitle = (role: string): string => (Object.hasOwn(roles, role) ? roles[role as keyof typeof roles] : role);
export const seatTitle = (seat: string): string => (Object.hasOwn(seats, seat) ? seats[seat as keyof typeof seats] : seat);

/** One thing that is another after a change: its name, and both states in words; null is nothing. */
export interface Step {
  what: string;
  before: string | null;
  after: string | null;
}

type Values = Partial<Record<string, unknown>>;

const list = (values: unknown, title: (value: string) => string): string | null =>
  Array.isArray(values) && values.length > 0 ? values.map((value) => title(String(value))).join(', ') : null;

const fields: [string, (values: Values) => string | null][] = [
  ['Status', ({ status }) => (status === 'active' ? 'Active' : status === 'deactivated' ? 'Deactivated' : null)],
  ['Role', ({ baseRole, retained }) => (typeof baseRole === 'string' ? roleTitle(baseRole) + (retained ? ' (retained)' : '') : null)],
  ['Custom roles', ({ customRoles }) => list(customRoles, String)],
  ['Seats', ({ seats: held }) => list(held, seatTitle)],
  ['Link', ({ linked }) => (linked === true ? 'Linked' : linked === false ? 'Unlinked' : null)],
];

/** What differs between two summaries; for who begins, all that they hold. */
export const stepsOf = (before: Summary | null, after: Summary): Step[] => differences(fields, before ?? {}, after);

function differences(table: typeof fields, before: Values, after: Values): Step[] {
  return table.map(([what, text]) => ({ what, before: text(before), after: text(after) })).filter((step) => step.before !== step.after);
}

const auditFields: typeof fields = [
  ...fields,
  ['Name', ({ name }) => text(name)],
  ['Email', ({ email }) => text(email)],
  ['Title', ({ title }) => text(title)],
  ['Slack account', ({ slackUserId }) => text(slackUserId)],
  ['SCIM user', ({ scimUserId }) => text(scimUserId)],
  ['Roles given', ({ roles: given }) => list(given, roleTitle)],
  ['Gives on-call seats', ({ onCall }) => (typeof onCall === 'boolean' ? (onCall ? 'Yes' : 'No') : null)],
  ['SCIM', ({ state }) => (typeof state === 'string' ? stateWords[state as keyof typeof stateWords] : null)],
  ['Provider', ({ provider }) => text(provider)],
  ['Token', ({ prefix }) => (typeof prefix === 'string' ? `${prefix}…` : null)],
  ['Permissions', ({ permissions }) => list(permissions, String)],
];

const stateWords = { not_installed: 'Not installed', connecting: 'Connecting', mapping: 'Mapping', installed: 'Installed' } as const;

const text = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
};

const KNOWN = new Set(
  'status baseRole retained customRoles seats linked name email title slackUserId scimUserId roles onCall state provider prefix permissions from groupId'.split(
    ' ',
  ),
);

/** What an audit entry says of before and after; a key that isn't known here is shown as it is. */
export function stepsOfEntry(before: unknown, after: unknown): Step[] {
  const [was, is] = [asValues(before), asValues(after)];
  const others = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !KNOWN.has(key));
  const plain = others.map((key): (typeof fields)[number] => [key, (values) => text(values[key])]);
  return differences([...auditFields, ...plain], was, is);
}

const asValues = (value: unknown): Values => (typeof value === 'object' && value !== null ? (value as Values) : {});
