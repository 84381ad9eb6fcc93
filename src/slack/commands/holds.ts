import { holdsBlocks } from '../blocks/holds.ts';
import { heldNow } from '../held.ts';
import type { Command } from './command.ts';
import { pageOf, pagerOf } from './paging.ts';

const PAGE = 15;

export const holds: Command = {
  name: 'holds',
  usage: 'holds',
  example: 'holds',
  summary: 'what the IdP would take from many people at once, and waits',
  permission: 'manage_security_settings',
  async run({ means, organization, origin, place }) {
    const [first] = await heldNow(means, organization, origin);
    const { items, next } = pageOf(first?.people ?? [], place, PAGE);
    return holdsBlocks(first ?? null, items, pagerOf('holds', [], place, next));
  },
};
