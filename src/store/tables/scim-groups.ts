import type { ScimGroup } from '../../rules/model.ts';
import type { TableDefinition } from '../table.ts';

/** Groups are told apart by name without case: Entra and others look them up so. */
export const displayNameKey = (displayName: string): string => displayName.normalize('NFC').toLowerCase();

export const scimGroups: TableDefinition<ScimGroup> = {
  name: 'scimGroups',
  shape: 1,
  idScope: 'global',
  keys: {
    displayName: (group) => [displayNameKey(group.displayName)],
    externalId: (group) => [group.externalId],
  },
  sort: (group) => displayNameKey(group.displayName),
  indexes: [
    [{ org: 1, epoch: 1, _id: 1 }],
    [{ org: 1, epoch: 1, sort: 1 }],
    [{ 'openList.id': 1 }, { partialFilterExpression: { 'openList.id': { $type: 'string' } } }],
  ],
};
