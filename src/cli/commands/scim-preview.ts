import { previewConfirm } from '../../provisioning/preview.ts';
import { previewInWords } from '../render-preview.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';

/** `rollcall scim preview` (I5). */
export const addPreview: Register = (family, shell) => {
  const command = family
    .command('preview')
    .description('what confirming would do now, in numbers and by name')
    .action(() =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        const preview = await previewConfirm(means, organization.id, origin, { asker, acknowledgeLockout: false });
        await shell.output.result(preview, (paint) => previewInWords(preview, paint));
      }),
    );
  withExample(command, 'scim preview');
};
