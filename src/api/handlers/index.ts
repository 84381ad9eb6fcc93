import type { RouteName } from '../contract.ts';
import type { Handler } from '../handler.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
import { exportAudit, listAudit, userAudit } from './audit.ts';
import { addCustomRole, changeCustomRole, listCustomRoles, previewCustomRole, removeCustomRole } from './custom-roles.ts';
import { addMapping, listMappings, previewMappings, removeMapping } from './mappings.ts';
import { me, resync, signInMethods } from './me.ts';
import { addOnCallGroup, listOnCallGroups, removeOnCallGroup } from './on-call-groups.ts';
import { confirmScim, connectScim, previewConfirm, scimProviders, scimStatus, uninstallScim } from './scim.ts';
import { listGroups } from './scim-groups.ts';
import { createToken, listTokens, revokeToken } from './tokens.ts';
import { changeSeat, changeStatus, countUsers, listOwners, listUsers, readUser, setRole, undoCause } from './users.ts';
import { addWebhook, enableWebhook, listDeliveries, listWebhooks, removeWebhook, replayWebhook, rotateWebhookSecret } from './webhooks.ts';

/** What does each route's work. */
export const handlers: { [N in RouteName]: Handler<N> } = {
  signInMethods,
  me,
  listUsers,
  countUsers,
  listOwners,
  readUser,
  userAudit,
  setRole,
  changeSeat,
  changeStatus,
  undoCause,
  scimStatus,
  scimProviders,
  connectScim,
  listGroups,
  previewConfirm,
  confirmScim,
  uninstallScim,
  listTokens,
  createToken,
  revokeToken,
  listMappings,
  addMapping,
  removeMapping,
  previewMappings,
  listOnCallGroups,
  addOnCallGroup,
  removeOnCallGroup,
  listCustomRoles,
  addCustomRole,
  changeCustomRole,
  previewCustomRole,
  removeCustomRole,
  listApiKeys,
  createApiKey,
  revokeApiKey,
  listWebhooks,
  addWebhook,
  removeWebhook,
  enableWebhook,
  rotateWebhookSecret,
  listDeliveries,
  replayWebhook,
  listAudit,
  exportAudit,
  resync,
};
