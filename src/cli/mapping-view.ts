import { roleName } from '../provisioning/map-group.ts';
import type { Mapping, OnCallGroup, Policy } from '../rules/model.ts';
import { groupNames } from '../store/reads/groups.ts';
import type { Session } from './session.ts';

/** A group has its present name, and the one that is remembered once it is gone (P7). */
type Names = Map<string, string>;

export const mappingView = ({ id, source, ...mapping }: Mapping, names: Names, policy: Policy) => ({
  id,
  groupId: source.groupId,
  group: names.get(source.groupId) ?? source.groupName,
  role: roleName({ id, source, ...mapping }, policy),
});

export const onCallGroupView = ({ id, groupId, groupName }: OnCallGroup, names: Names) => ({
  id,
  groupId,
  group: names.get(groupId) ?? groupName,
});

/** The names that the groups have now. */
export const presentNames = ({ means, organization }: Session, groupIds: string[]): Promise<Names> =>
  groupNames(means.db, organization.id, groupIds);
