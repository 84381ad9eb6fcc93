import type { App } from '@slack/bolt';
import { suggestions } from '../../forms/suggestions.ts';
import type { Listening } from '../listening.ts';
import { suggest } from './suggest.ts';

/** The menus that are searched as one types, by their field. */
export function registerOptions(app: App, listening: Listening): void {
  for (const field of Object.keys(suggestions)) app.options(field, suggest(listening, field));
}
