import type { App } from '@slack/bolt';
import { APPLY_MAPPING, CANCEL_MAPPING } from '../../blocks/mappings.ts';
import type { Listening } from '../listening.ts';
import { applyMapping } from './apply-mapping.ts';
import { cancelMapping } from './cancel-mapping.ts';

export function registerActions(app: App, listening: Listening): void {
  app.action(APPLY_MAPPING, applyMapping(listening));
  app.action(CANCEL_MAPPING, cancelMapping(listening));
}
