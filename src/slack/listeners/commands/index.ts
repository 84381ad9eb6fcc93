import type { App } from '@slack/bolt';
import type { Listening } from '../listening.ts';
import { rollcall } from './rollcall.ts';

export function registerCommands(app: App, listening: Listening): void {
  app.command('/rollcall', rollcall(listening));
}
