import type { App } from '@slack/bolt';
import { registerActions } from './actions/index.ts';
import { registerCommands } from './commands/index.ts';
import { registerEvents } from './events/index.ts';
import type { Listening } from './listening.ts';
import { registerOptions } from './options/index.ts';
import { registerViews } from './views/index.ts';

/** Everything that the app listens to. */
export function registerListeners(app: App, listening: Listening): void {
  registerEvents(app, listening);
  registerCommands(app, listening);
  registerActions(app, listening);
  registerViews(app, listening);
  registerOptions(app, listening);
}
