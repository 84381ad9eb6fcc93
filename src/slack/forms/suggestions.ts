import { listHeld } from '../../provisioning/holds.ts';
import { roleName } from '../../provisioning/map-group.ts';
import { groupNames, listGroups } from '../../store/reads/groups.ts';
import type { Choice } from '../blocks/fields.ts';
import { counted, roleTitle } from '../blocks/words.ts';
import type { CommandContext } from '../commands/command.ts';
import { roleChoices } from './role-choices.ts';

/** Slack shows so many at most. */
const SHOWN = 100;

type Suggest = (context: CommandContext, typed: string, subject: string | null) => Promise<Choice[]>;

const fitting = (choices: Choice[], typed: string): Choice[] => {
  const word = typed.trim().toLowerCase();
  return choices.filter(({ label }) => label.toLowerCase().includes(word)).slice(0, SHOWN);
};

/** Groups whose name begins so. A long name is cut before its number of members. */
const group: Suggest = async ({ means, organization: { id, policy } }, typed) => {
  const search = typed.trim();
  const { items } = await listGroups(means.db, id, policy, { limit: SHOWN, ...(search ? { search } : {}) });
  return items.map(({ group: found, members }) => ({
    label: found.displayName,
    value: found.id,
    description: counted(members, 'member'),
  }));
};

const mapping: Suggest = async ({ means, organization: { id, policy } }, typed) => {
  const names = await groupNames(means.db, id, [...new Set(policy.mappings.map(({ source }) => source.groupId))]);
  const choices = policy.mappings.map((one) => ({
    label: `${names.get(one.source.groupId) ?? one.source.groupName} → ${roleTitle(roleName(one, policy))}`,
    value: one.id,
  }));
  return fitting(choices, typed);
};

const role: Suggest = async ({ organization: { policy } }, typed) => fitting(roleChoices(policy), typed);

/** I10: whom the hold is about that the form was opened for. */
const held: Suggest = async ({ means, organization: { id }, origin }, typed, subject) => {
  const all = await means.committer.rehearse(id, origin, listHeld);
  const of = all.filter(({ hold }) => hold.id === subject);
  return fitting(
    of.map(({ before: { id: value, name, email } }) => ({ label: email ? `${name} (${email})` : name, value })),
    typed,
  );
};

/** What fits, by the field that asks. */
export const suggestions: Record<string, Suggest> = { group, mapping, role, held };
