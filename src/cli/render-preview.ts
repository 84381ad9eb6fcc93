import type { OutcomeList, Preview } from '../provisioning/preview.ts';
import type { RoleEffect } from '../provisioning/role-effect.ts';
import { type Paint, plain, table } from './output.ts';
import { changeInWords } from './render-user.ts';

const TITLES: [key: Exclude<keyof Preview, 'problems'>, title: string][] = [
  ['created', 'created'],
  ['linked', 'linked'],
  ['promoted', 'promoted'],
  ['downgraded', 'downgraded'],
  ['unlinked', 'left Unlinked'],
  ['deactivated', 'deactivated'],
  ['onCallSeats', 'given an on-call seat'],
];

/** I5: in numbers and by name. */
export async function previewInWords(preview: Preview, paint: Paint): Promise<string> {
  const numbers = await table(
    [],
    TITLES.map(([key, title]) => [title, preview[key].count]),
    paint,
  );
  const lists = TITLES.filter(([key]) => preview[key].count > 0).map(([key, title]) => `${paint.bold(title)}\n${byName(preview[key])}`);
  return [numbers, ...lists, ...problemsInWords(preview, paint)].join('\n\n');
}

const byName = ({ users }: OutcomeList): string =>
  users.map(({ name, email, before, after }) => `  ${changeInWords(email ? `${name} <${email}>` : name, before, after)}`).join('\n');

function problemsInWords({ problems }: Preview, paint: Paint): string[] {
  if (problems.length === 0) return [];
  const lines = problems.map(({ rule, text }) => `  ${plain(text)} (rule ${rule})`);
  return [`${paint.yellow('Confirming would be refused')}\n${lines.join('\n')}`];
}

/** What a change of the mappings or on-call groups did, in a few lines. */
export function effectInWords(effect: Preview): string {
  const parts = TITLES.filter(([key]) => effect[key].count > 0).map(([key, title]) => `${effect[key].count} ${title}`);
  return parts.length === 0 ? 'Nobody is changed by it.' : `Users: ${parts.join(', ')}.`;
}

/** What a change does to one person, with the permissions that come and go, in a line. */
export function roleEffectInWords({ name, email, before, after, gains, loses }: RoleEffect): string {
  const permissions = [...loses.map((permission) => `-${permission}`), ...gains.map((permission) => `+${permission}`)];
  const change = changeInWords(email ? `${name} <${email}>` : name, before, after);
  return `  ${change}${permissions.length > 0 ? ` (${permissions.join(', ')})` : ''}`;
}
