import { Ambiguous, NotFound } from '../provisioning/errors.ts';
import { emailKey, type User } from '../rules/model.ts';
import { usersNamed } from '../store/reads/users.ts';
import type { Session } from './session.ts';

/** The user whom an email, case aside, or an id names. @throws NotFound; Ambiguous where several have the email */
export async function findUser({ means, organization }: Session, emailOrId: string): Promise<User> {
  return pickUser(await usersNamed(means.db, organization.id, emailOrId.trim()), emailOrId.trim());
}

/** Whom of those that were found is meant: an id outranks an email. @throws NotFound, Ambiguous */
export function pickUser(found: User[], emailOrId: string): User {
  const [first, ...others] = found;
  const byId = found.find(({ id }) => id === emailOrId);
  if (byId) return byId;
  if (!first) throw new NotFound(`user ${emailOrId}`);
  if (others.length > 0)
    throw new Ambiguous(
      emailKey(emailOrId) ?? emailOrId,
      found.map(({ id }) => id),
    );
  return first;
}
