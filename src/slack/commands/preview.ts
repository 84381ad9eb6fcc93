import { everybodyIn, outcomesShown } from '../../provisioning/confirm-previewed.ts';
import { previewConfirm } from '../../provisioning/preview.ts';
import { scimDecides } from '../../rules/model.ts';
import { keepPreview } from '../../store/previews.ts';
import { installedBlocks, previewOfConfirmBlocks } from '../blocks/preview.ts';
import { askerOf, type Command } from './command.ts';
import { pageLine, pageOf, pagerOf } from './paging.ts';

const PAGE = 15;

export const preview: Command = {
  name: 'preview',
  usage: 'preview',
  example: 'preview',
  summary: 'what confirming SCIM would change, by name, and the button that confirms it',
  permission: 'manage_security_settings',
  async run(context) {
    const { means, organization, origin, place, publicUrl } = context;
    if (scimDecides(organization.policy)) return installedBlocks();
    const shown = await previewConfirm(means, organization.id, origin, { asker: askerOf(context), acknowledgeLockout: false });
    const id = means.newId();
    await keepPreview(means.db, organization.id, id, origin.at, outcomesShown(shown));
    const people = everybodyIn(shown)
      .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
    const { items, next } = pageOf(people, place, PAGE);
    const pager = pagerOf('preview', [], place, next);
    return previewOfConfirmBlocks(id, shown, { items, total: people.length, pager, line: pageLine(place), publicUrl });
  },
};
