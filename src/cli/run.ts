import { Command } from 'commander';
import { loadersFor } from './commands/index.ts';
import { endingOf } from './errors.ts';
import { createOutput, type Streams } from './output.ts';
import type { Resync, Shell } from './shell.ts';

export interface Surroundings extends Streams {
  env: NodeJS.ProcessEnv;
  resync: Resync;
}

/** Runs one command line, the program's own name aside. @returns the exit code: 0 done, 1 failed, 2 wrong usage or refused */
export async function runCli(words: string[], { env, stdout, stderr, resync }: Surroundings): Promise<0 | 1 | 2> {
  const program = newProgram({ stdout, stderr });
  const given = (): { json?: boolean; org?: string } => program.opts();
  const output = createOutput({ stdout, stderr }, () => given().json === true, env['NO_COLOR']);
  const shell: Shell = { env, output, organization: () => given().org, resync };
  try {
    for (const load of loadersFor(words)) (await load())(program, shell);
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    const { code, lines } = endingOf(error, env['LOG_LEVEL'] === 'debug' || env['LOG_LEVEL'] === 'trace');
    for (const line of lines) output.note(line);
    return code;
  }
}

/** Commands inherit these settings. Options given to the program count before and after the command. */
function newProgram({ stdout, stderr }: Streams): Command {
  const program = new Command('rollcall')
    .description("Keeps an organization's users right, for whoever operates Rollcall")
    .option('--json', 'print JSON with stable names')
    .option('--org <id or domain>', 'the organization: its Slack team or enterprise id, or its domain, where there are several')
    .helpCommand('help [command]', 'show what a command takes')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Add --help to see what the command takes')
    .configureOutput({ writeOut: (text) => void stdout.write(text), writeErr: (text) => void stderr.write(text) })
    .exitOverride();
  return program.addHelpText(
    'after',
    '\nExample:\n  bin/rollcall users --unlinked\n\nExit codes: 0 done, 1 failed, 2 wrong usage or refused by a rule.',
  );
}
