import type { Command } from 'commander';
import { WrongUsage } from '../errors.ts';

/**
 * A word that is reserved: typed, it says so; the help doesn't show it.
 * @param full what the person typed, for the answer
 */
export function addNotYet(parent: Command, name: string, full: string): void {
  parent
    .command(name, { hidden: true })
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw new WrongUsage(`rollcall ${full} is not here yet`, 'See what there is with: rollcall --help');
    });
}
