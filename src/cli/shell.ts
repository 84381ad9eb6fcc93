import type { Command } from 'commander';
import type { Config } from '../config.ts';
import type { Means } from '../provisioning/means.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';

/** Compares an organization with Slack now; `app.ts` has it, because edges don't know each other. @returns what was found and mended */
export type Resync = (config: Config, means: Means, organizationId: string, onProgress: (line: string) => void) => Promise<object>;

/** What every command works with. */
export interface Shell {
  env: NodeJS.ProcessEnv;
  output: Output;
  /** What `--org` said. */
  organization: () => string | undefined;
  resync: Resync;
}

/** Adds a command, or a family of them, to the program. */
export type Register = (program: Command, shell: Shell) => void;

/** Runs `work` on the organization that is meant, and closes everything. The database's library is loaded here and not before. */
export async function inOrganization(shell: Shell, work: (session: Session) => Promise<void>): Promise<void> {
  const { withOrganization } = await import('./session.ts');
  await withOrganization(shell, work);
}

/** Gives a command its one example, which works when pasted in the checkout. */
export const withExample = (command: Command, example: string): Command =>
  command.addHelpText('after', `\nExample:\n  bin/rollcall ${example}`);
