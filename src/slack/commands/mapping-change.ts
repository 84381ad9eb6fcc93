import { z } from 'zod';
import type { Work } from '../../provisioning/commit.ts';
import { mapGroup, roleName, unmapGroup } from '../../provisioning/map-group.ts';
import type { Asker } from '../../rules/guards.ts';
import { scimDecides } from '../../rules/model.ts';
import type { MappingEffect } from '../blocks/mappings.ts';
import { changesOf } from './changes.ts';

/** What is previewed, and applied on the press of a button, in which it travels. */
export const mappingChangeSchema = z.discriminatedUnion('change', [
  z.object({ change: z.literal('map'), group: z.string().min(1).max(500), role: z.string().min(1).max(500) }),
  z.object({ change: z.literal('unmap'), id: z.string().min(1).max(100) }),
]);

export type MappingChange = z.infer<typeof mappingChangeSchema>;

/**
 * A change to a mapping and what it does to people. The same work is rehearsed for the preview and committed on the press, so
 * that permissions and rules are asked both times (I5, P6).
 * @throws Refusal, NotFound
 */
export const changeMapping =
  (asker: Asker, change: MappingChange): Work<MappingEffect> =>
  (world) => {
    const { mapping, settled } = (change.change === 'map' ? mapGroup(asker, change.group, change.role) : unmapGroup(asker, change.id))(
      world,
    );
    return {
      change: change.change,
      mapping: { id: mapping.id, group: mapping.source.groupName, role: roleName(mapping, world.policy) },
      groupId: mapping.source.groupId,
      changes: changesOf(world, settled),
      decides: scimDecides(world.policy),
    };
  };
