import { confirmScim } from '../../src/provisioning/confirm-scim.ts';
import { connectScim } from '../../src/provisioning/connect-scim.ts';
import { mapGroup } from '../../src/provisioning/map-group.ts';
import { createScimGroup } from '../../src/provisioning/record-scim-group.ts';
import { createScimUser } from '../../src/provisioning/record-scim-user.ts';
import { scimInput } from '../support/company.ts';
import { operator } from '../support/facts.ts';
import type { Rig } from './rig.ts';

export const originOf = (id: string) => ({
  actor: { type: 'operator' as const, id: null, name: 'Operator' },
  cause: { type: 'test', id },
  at: new Date(),
});

/** A push of the IdP's. */
export const pushOrigin = (id: string) => ({
  actor: { type: 'scim_token' as const, id: 'token', name: 'Okta' },
  cause: { type: 'scim_request', id },
  at: new Date(),
});

/** What an IdP pushes: people by their handle in Slack, groups with whom of them is in it; each by id afterwards. */
export interface Pushed {
  people: Record<string, string>;
  groups: Record<string, string>;
}

/** Has an IdP connected and push people and groups, and `Owners` give *Owner*: all is ready to be confirmed. */
export async function pushCompany(rig: Rig, handles: string[], groups: Record<string, string[]>): Promise<Pushed> {
  const { id } = await rig.organization();
  const { means } = rig;
  const pushed: Pushed = { people: {}, groups: {} };
  await connectScim(means, id, originOf('connect'), operator, 'okta');
  for (const handle of handles) {
    const { email, realName } = rig.person(handle);
    const input = scimInput(realName, { email, userName: String(email) });
    pushed.people[handle] = (await means.committer.commit(id, pushOrigin(handle), createScimUser(input))).id;
  }
  for (const [displayName, members] of Object.entries(groups)) {
    const values = members.map((handle) => ({ value: String(pushed.people[handle]), display: null }));
    const work = createScimGroup({ displayName, externalId: null, resource: {} }, values);
    pushed.groups[displayName] = (await means.committer.commit(id, pushOrigin(displayName), work)).id;
  }
  await means.committer.commit(id, originOf('owners'), mapGroup(operator, 'Owners', 'owner'));
  return pushed;
}

/** The same, confirmed. */
export async function installCompany(rig: Rig, handles: string[], groups: Record<string, string[]>): Promise<Pushed> {
  const pushed = await pushCompany(rig, handles, groups);
  const { id } = await rig.organization();
  await confirmScim(rig.means, id, originOf('confirm'), { asker: operator, acknowledgeLockout: true });
  return pushed;
}
