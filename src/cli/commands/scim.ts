import type { Register } from '../shell.ts';
import { withExample } from '../shell.ts';
import { addConfirm } from './scim-confirm.ts';
import { addConnect, addUninstall } from './scim-install.ts';
import { addLog } from './scim-log.ts';
import { addPreview } from './scim-preview.ts';
import { addStatus } from './scim-status.ts';
import { addTokens } from './scim-token.ts';

/** `rollcall scim …`: installing SCIM, from connecting to uninstalling. */
export const registerScim: Register = (program, shell) => {
  const family = program.command('scim').description('install SCIM: status, connect, preview, confirm, uninstall, tokens, log');
  withExample(family, 'scim status');
  for (const add of [addStatus, addConnect, addPreview, addConfirm, addUninstall, addTokens, addLog]) add(family, shell);
};
