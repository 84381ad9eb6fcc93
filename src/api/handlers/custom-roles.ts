import * as verbs from '../../provisioning/custom-roles.ts';
import { effectsOn } from '../../provisioning/role-effect.ts';
import type { Handler } from '../handler.ts';

export const listCustomRoles: Handler<'listCustomRoles'> = async ({ caller }) => ({ items: caller.organization.policy.customRoles });

export const addCustomRole: Handler<'addCustomRole'> = ({ input: { body }, caller, origin, options: { means } }) =>
  means.committer.commit(caller.organization.id, origin, verbs.addCustomRole(caller.asker, body.name, body.permissions));

export const changeCustomRole: Handler<'changeCustomRole'> = async ({ input: { params, body }, caller, origin, options: { means } }) => {
  const work = verbs.changeCustomRole(caller.asker, params.id, body);
  return (await means.committer.commit(caller.organization.id, origin, work)).role;
};

/** I5: the very verbs that would make the change, without the writing. */
export const previewCustomRole: Handler<'previewCustomRole'> = ({ input: { params, body }, caller, origin, options: { means } }) =>
  means.committer.rehearse(caller.organization.id, origin, (world) =>
    body.remove
      ? { role: null, people: effectsOn(world, verbs.removeCustomRole(caller.asker, params.id)(world)) }
      : verbs.changeCustomRole(caller.asker, params.id, body)(world),
  );

export const removeCustomRole: Handler<'removeCustomRole'> = async ({ input, caller, origin, options: { means } }) => {
  await means.committer.commit(caller.organization.id, origin, verbs.removeCustomRole(caller.asker, input.params.id));
};
