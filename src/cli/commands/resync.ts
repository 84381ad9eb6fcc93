import { CommandFailed } from '../errors.ts';
import { fields } from '../output.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';

/** `rollcall resync`: compares with Slack now, waits, and prints what it found and mended. */
export const registerResync: Register = (program, shell) => {
  const command = program
    .command('resync')
    .description('compare with Slack now, and mend what differs')
    .action(() =>
      inOrganization(shell, async ({ config, means, organization }) => {
        const report = await shell.resync(config, means, organization.id, shell.output.note).catch(explained);
        const lines = Object.entries(report).map(([name, value]): [string, string] => [wordsOf(name), inWords(value)]);
        await shell.output.result(report, (paint) => fields(lines, paint));
      }),
    );
  withExample(command, 'resync');
};

/** Slack's own word for what is wrong helps the operator; an error of another kind is left as it is. */
function explained(error: unknown): never {
  const plainError =
    error instanceof Error && (error.name === 'Error' || ('code' in error && String(error.code).startsWith('slack_webapi')));
  if (!plainError) throw error;
  throw new CommandFailed(`Slack could not be compared: ${error.message}`, 'Look closer with: rollcall doctor');
}

/** `membersChanged` as `members changed`. */
const wordsOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const inWords = (value: unknown): string => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));
