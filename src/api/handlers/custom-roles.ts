import * as verbs from '../../provisioning/custom-roles.ts';
import type { Handler } from '../handler.ts';

export const listCustomRoles: Handler<'listCustomRoles'> = async ({ caller }) => ({ items: caller.organization.policy.customRoles });

export const addCustomRole: Handler<'addCustomRole'> = ({ input: { body }, caller, origin, options: { means } }) =>
  means.committer.commit(caller.organization.id, origin, verbs.addCustomRole(caller.asker, body.name, body.permissions));
