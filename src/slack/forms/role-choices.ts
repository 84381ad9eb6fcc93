import type { Policy } from '../../rules/model.ts';
import { baseRoles } from '../../rules/model.ts';
import { titleOf } from '../../rules/roles.ts';
import type { Choice } from '../blocks/fields.ts';

/** Slack takes no longer value; a role with a longer name is given by typing it. */
const VALUE = 150;

/** Every role there is, by the value that `roleNamed` takes; the custom ones by name. */
export const roleChoices = ({ customRoles }: Policy): Choice[] => [
  ...baseRoles.map((role) => ({ label: titleOf(role), value: role })),
  ...customRoles
    .filter(({ name }) => name.length <= VALUE)
    .map(({ name }) => ({ label: name, value: name }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en')),
];
