import type { App } from '@slack/bolt';
import { CHANGE, FORM } from '../../blocks/forms.ts';
import type { Listening } from '../listening.ts';
import { changeSubmitted } from './change-submitted.ts';
import { formSubmitted } from './form-submitted.ts';

/** The modals that can be submitted: a form, and the preview that follows it. */
export function registerViews(app: App, listening: Listening): void {
  app.view({ type: 'view_submission', callback_id: FORM }, formSubmitted(listening));
  app.view({ type: 'view_submission', callback_id: CHANGE }, changeSubmitted(listening));
}
