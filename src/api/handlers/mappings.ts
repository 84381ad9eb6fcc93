import type { Work } from '../../provisioning/commit.ts';
import * as verbs from '../../provisioning/map-group.ts';
import { addOnCallGroup, removeOnCallGroup } from '../../provisioning/on-call-groups.ts';
import { type Preview, previewOf } from '../../provisioning/preview.ts';
import type { Settled } from '../../provisioning/settle.ts';
import type { Mapping, Organization } from '../../rules/model.ts';
import type { Database } from '../../store/connection.ts';
import { groupNames } from '../../store/reads/groups.ts';
import { memberCounts } from '../../store/reads/member-counts.ts';
import type { Call, Handler } from '../handler.ts';

/** P7: by the group's present name, else by the one that it had. */
async function views(db: Database, { id, policy }: Organization, mappings: Mapping[]) {
  const ids = mappings.map(({ source }) => source.groupId);
  const [names, members] = await Promise.all([groupNames(db, id, ids), memberCounts(db, id, ids)]);
  return mappings.map((mapping) => {
    const { groupId, groupName } = mapping.source;
    const group = names.get(groupId) ?? groupName;
    return { id: mapping.id, groupId, group, role: verbs.roleName(mapping, policy), members: members.get(groupId) ?? 0 };
  });
}

export const listMappings: Handler<'listMappings'> = async ({ caller: { organization }, options: { means } }) => ({
  items: await views(means.db, organization, organization.policy.mappings),
});

export const addMapping: Handler<'addMapping'> = async ({ input: { body }, caller, origin, options: { means } }) => {
  const { organization, asker } = caller;
  const { mapping } = await means.committer.commit(organization.id, origin, verbs.mapGroup(asker, body.group, body.role));
  const [view] = await views(means.db, organization, [mapping]);
  if (!view) throw new Error('a mapping without a view');
  return view;
};

export const removeMapping: Handler<'removeMapping'> = async ({ input, caller, origin, options: { means } }) => {
  await means.committer.commit(caller.organization.id, origin, verbs.unmapGroup(caller.asker, input.params.id));
};

/** I5: the very verbs that would make the change, without the writing; additions first, as the last owner's mapping may be replaced (I7). */
export const previewMappings: Handler<'previewMappings'> = ({ input: { body }, caller, origin, options: { means } }) =>
  means.committer.rehearse(caller.organization.id, origin, changeAsAsked(body, caller.asker));

const changeAsAsked =
  (
    { add, remove, addOnCall, removeOnCall }: Call<'previewMappings'>['input']['body'],
    asker: Call<'me'>['caller']['asker'],
  ): Work<Preview> =>
  (world) => {
    const steps: Work<{ settled: Settled[] }>[] = [
      ...add.map(({ group, role }) => verbs.mapGroup(asker, group, role)),
      ...addOnCall.map((group) => addOnCallGroup(asker, group)),
      ...remove.map((id) => verbs.unmapGroup(asker, id)),
      ...removeOnCall.map((id) => removeOnCallGroup(asker, id)),
    ];
    return previewOf(
      world,
      steps.flatMap((step) => step(world).settled),
      [],
    );
  };
