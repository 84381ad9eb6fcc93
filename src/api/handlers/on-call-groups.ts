import * as verbs from '../../provisioning/on-call-groups.ts';
import type { OnCallGroup, Organization } from '../../rules/model.ts';
import type { Database } from '../../store/connection.ts';
import { groupNames } from '../../store/reads/groups.ts';
import { memberCounts } from '../../store/reads/member-counts.ts';
import type { Handler } from '../handler.ts';

async function views(db: Database, { id }: Organization, groups: OnCallGroup[]) {
  const ids = groups.map(({ groupId }) => groupId);
  const [names, members] = await Promise.all([groupNames(db, id, ids), memberCounts(db, id, ids)]);
  return groups.map((group) => ({
    id: group.id,
    groupId: group.groupId,
    group: names.get(group.groupId) ?? group.groupName,
    members: members.get(group.groupId) ?? 0,
  }));
}

export const listOnCallGroups: Handler<'listOnCallGroups'> = async ({ caller: { organization }, options: { means } }) => ({
  items: await views(means.db, organization, organization.policy.onCallGroups),
});

export const addOnCallGroup: Handler<'addOnCallGroup'> = async ({ input, caller, origin, options: { means } }) => {
  const { organization, asker } = caller;
  const { group } = await means.committer.commit(organization.id, origin, verbs.addOnCallGroup(asker, input.body.group));
  const [view] = await views(means.db, organization, [group]);
  if (!view) throw new Error('an on-call group without a view');
  return view;
};

export const removeOnCallGroup: Handler<'removeOnCallGroup'> = async ({ input, caller, origin, options: { means } }) => {
  await means.committer.commit(caller.organization.id, origin, verbs.removeOnCallGroup(caller.asker, input.params.id));
};
