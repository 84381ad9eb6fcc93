import type { Settings } from '../rules/model.ts';
import type { Permission } from '../rules/roles.ts';

/** One setting: how it is read and written as text. */
export interface Setting {
  read: (settings: Settings) => string;
  /** @returns null where the value isn't understood */
  write: (settings: Settings, value: string) => Settings | null;
  values: string;
  operatorOnly?: true;
  /** What changing it takes; `edit_settings` where nothing is said. */
  permission?: Permission;
}
