import type { Policy } from '../../rules/model.ts';
import { settings } from '../change-settings.ts';
import { roleName } from '../map-group.ts';
import type { ConfigChange } from './model.ts';

type Kind = ConfigChange['kind'];

/** What differs between two policies, by the names that people use: settings, custom roles, mappings, on-call groups. */
export function configChanges(before: Policy, after: Policy): ConfigChange[] {
  const kinds: Kind[] = ['setting', 'custom_role', 'mapping', 'on_call_group'];
  return kinds.flatMap((kind) => differences(kind, entriesOf(kind, before), entriesOf(kind, after)));
}

interface Entry {
  /** By what it is known as the same before and after. */
  key: string;
  name: string;
  value: string;
}

function entriesOf(kind: Kind, policy: Policy): Entry[] {
  switch (kind) {
    case 'setting':
      return Object.entries(settings).map(([key, { read }]) => ({ key, name: key, value: read(policy.settings) }));
    case 'custom_role':
      return policy.customRoles.map(({ id, name, permissions }) => ({ key: id, name, value: [...permissions].sort().join(', ') }));
    case 'mapping':
      return policy.mappings.map((mapping) => {
        const { groupId, groupName } = mapping.source;
        // By the role's id: a role that is renamed goes on being given.
        const key = `${groupId} ${mapping.role.type === 'base' ? mapping.role.role : mapping.role.customRoleId}`;
        return { key, name: groupName, value: roleName(mapping, policy) };
      });
    case 'on_call_group':
      return policy.onCallGroups.map(({ groupId, groupName }) => ({ key: groupId, name: groupName, value: 'on_call' }));
  }
}

function differences(kind: Kind, before: Entry[], after: Entry[]): ConfigChange[] {
  const had = new Map(before.map((entry) => [entry.key, entry]));
  const has = new Map(after.map((entry) => [entry.key, entry]));
  const gone = before.filter(({ key }) => !has.has(key)).map(({ name, value }) => ({ kind, name, have: value, want: null }));
  const now = after.flatMap(({ key, name, value }): ConfigChange[] => {
    const old = had.get(key);
    if (old && old.value === value && old.name === name) return [];
    return [{ kind, name, have: old ? (old.name === name ? old.value : `${old.name}: ${old.value}`) : null, want: value }];
  });
  return [...now, ...gone].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
