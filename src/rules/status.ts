import type { Policy, Status } from './model.ts';
import { scimDecides } from './model.ts';
import type { Person } from './person.ts';
import type { Reason } from './reason.ts';

/**
 * A1 to A3, A7: Slack decides for whoever has a Slack account; else the IdP; else they stay as they are until an admin
 * changes it. It reads only what the sources say now, so what joins or signs in brings nobody back (A7).
 */
export function decideStatus(person: Person, policy: Policy): { status: Status; reason: Reason } {
  const { user, slack, scim } = person;
  if (slack) {
    const text = slack.deleted ? 'Deactivated in Slack' : 'Active in Slack, which decides for everyone with a Slack account';
    return verdict(slack.deleted ? 'deactivated' : 'active', 'A1', text, slack.source);
  }
  if (scim) {
    const text = scim.active ? 'Active in the IdP; there is no Slack account' : 'Deactivated in the IdP; there is no Slack account';
    return verdict(scim.active ? 'active' : 'deactivated', 'A2', text, scim.source);
  }
  if (deletedInIdp(person, policy)) return verdict('deactivated', 'A2', 'Deleted in the IdP; there is no Slack account', null);
  const status = user?.status ?? 'active';
  return verdict(status, 'A3', `Neither Slack nor the IdP knows them: ${status} until an admin changes it`, null);
}

const deletedInIdp = ({ user }: Person, policy: Policy): boolean =>
  scimDecides(policy) && user?.formerScim?.left === 'deleted' && user.formerScim.epoch === policy.scim.epoch;

const verdict = (status: Status, rule: Reason['rule'], text: string, source: Reason['source']) => ({
  status,
  reason: { about: 'status' as const, rule, text, source },
});
