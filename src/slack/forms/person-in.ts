import type { User } from '../../rules/model.ts';
import { userOfSlackId } from '../../store/reads/users.ts';
import type { CommandContext } from '../commands/command.ts';
import { FieldError } from './form.ts';
import type { Values } from './values.ts';

/** The user whom a person's field names. @throws FieldError for somebody who is no user */
export async function personIn({ means, organization }: CommandContext, values: Values, field: string): Promise<User> {
  const found = await userOfSlackId(means.db, organization.id, values[field]?.[0] ?? '');
  if (found) return found;
  throw new FieldError(
    field,
    'They are no user here yet. They become one when they join an incident channel, or sign in to the dashboard.',
  );
}
