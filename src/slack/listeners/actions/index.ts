import type { App } from '@slack/bolt';
import { APPLY_CHANGE, CANCEL_CHANGE } from '../../blocks/effects.ts';
import { CHOOSE_HELD } from '../../blocks/holds.ts';
import { HOME_RESYNC, OPEN_FORM } from '../../blocks/home.ts';
import { PAGE_BACK, PAGE_NEXT } from '../../blocks/message.ts';
import { CONFIRM_SCIM, CONFIRM_SCIM_KNOWING } from '../../blocks/preview.ts';
import { holdForm } from '../../forms/hold.ts';
import { forms } from '../../forms/index.ts';
import type { Listening } from '../listening.ts';
import { applyChange } from './apply-change.ts';
import { cancelChange } from './cancel-change.ts';
import { confirmScim } from './confirm-scim.ts';
import { pressToOpen } from './open-form.ts';
import { resyncFromHome } from './resync-from-home.ts';
import { turnPage } from './turn-page.ts';

/** Every button of ours. */
export function registerActions(app: App, listening: Listening): void {
  for (const id of [APPLY_CHANGE, `${APPLY_CHANGE}_approve`, `${APPLY_CHANGE}_reject`]) app.action(id, applyChange(listening));
  app.action(CANCEL_CHANGE, cancelChange(listening));
  app.action(PAGE_BACK, turnPage(listening));
  app.action(PAGE_NEXT, turnPage(listening));
  app.action(CONFIRM_SCIM, confirmScim(listening, false));
  app.action(CONFIRM_SCIM_KNOWING, confirmScim(listening, true));
  app.action(CHOOSE_HELD, pressToOpen(listening, holdForm));
  for (const form of forms) app.action(`${OPEN_FORM}_${form.name}`, pressToOpen(listening, form));
  app.action(HOME_RESYNC, resyncFromHome(listening));
}
