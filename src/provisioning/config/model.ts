/**
 * What an organization chose, as a file says it: settings, custom roles, mappings, on-call groups. A part that isn't there is left
 * alone; a list that is there is whole, so what it doesn't have goes; of the settings those that are named are set.
 */
export interface Config {
  settings?: Record<string, string>;
  customRoles?: ConfigRole[];
  mappings?: ConfigMapping[];
  onCallGroups?: GroupRef[];
}

export interface ConfigRole {
  name: string;
  permissions: string[];
}

/** A group by its name, or by its id where the name alone doesn't say which (P7). */
export interface GroupRef {
  name: string | null;
  id: string | null;
}

export interface ConfigMapping {
  group: GroupRef;
  role: string;
}

/** One difference between what is and what the file wants; `have` is null for what is new, `want` for what goes. */
export interface ConfigChange {
  kind: 'setting' | 'custom_role' | 'mapping' | 'on_call_group';
  name: string;
  have: string | null;
  want: string | null;
}
