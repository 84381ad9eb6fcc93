import { listHeld } from '../../provisioning/holds.ts';
import { summaryOf } from '../../provisioning/present.ts';
import { holdsBlocks } from '../blocks/holds.ts';
import type { Command } from './command.ts';
import { pageOf, pagerOf } from './paging.ts';

const PAGE = 15;

export const holds: Command = {
  name: 'holds',
  usage: 'holds',
  example: 'holds',
  summary: 'what the IdP would take from many people at once, and waits',
  permission: 'manage_security_settings',
  async run({ means, organization: { id, policy }, origin, place }) {
    const all = await means.committer.rehearse(id, origin, listHeld);
    const first = all[0]?.hold.id;
    const held = all
      .filter(({ hold }) => hold.id === first)
      .map(({ before, after }) => ({
        name: before.name,
        email: before.email,
        before: summaryOf(before, policy),
        after: summaryOf(after, policy),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
    const { items, next } = pageOf(held, place, PAGE);
    return holdsBlocks(first ?? null, items, held, pagerOf('holds', [], place, next));
  },
};
