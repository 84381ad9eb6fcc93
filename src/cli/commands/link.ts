import { linkByHand, unlinkByHand } from '../../provisioning/by-hand.ts';
import { changeByHand } from '../by-hand.ts';
import { WrongUsage } from '../errors.ts';
import { type Register, withExample } from '../shell.ts';

interface LinkOptions {
  scim?: string;
  slack?: string;
}

/** `rollcall link <email> --scim <id>` (L3). */
export const registerLink: Register = (program, shell) => {
  const command = program
    .command('link')
    .description('link a user to a SCIM user by hand, which outranks email (L3)')
    .argument('<email>', 'email or id')
    .option('--scim <id>', "the SCIM user's id; conflicts lists those that wait for you")
    .option('--slack <id>', 'not here yet')
    .action(async (email: string, { scim, slack }: LinkOptions) => {
      if (slack !== undefined)
        throw new WrongUsage('rollcall link --slack is not here yet', 'Link a SCIM user with: rollcall link <email> --scim <id>');
      if (scim === undefined) throw new WrongUsage('Which SCIM user?', 'Name it: rollcall link <email> --scim <id>');
      await changeByHand(shell, email, ({ asker }, id) => linkByHand(asker, id, scim));
    });
  withExample(command, 'link wei.zhang@larkspur.example --scim "$(bin/rollcall conflicts --json | grep -m1 -oE \'[0-9a-f]{24}\')"');
};

interface UnlinkOptions {
  scim?: true;
  slack?: true;
}

/** `rollcall unlink <email> --scim | --slack` (L3, L4). */
export const registerUnlink: Register = (program, shell) => {
  const command = program
    .command('unlink')
    .description('take an account off a user by hand; no rule links the two again (L3)')
    .argument('<email>', 'email or id')
    .option('--scim', 'the SCIM user')
    .option('--slack', 'the Slack account')
    .action(async (email: string, { scim, slack }: UnlinkOptions) => {
      if (scim === slack) throw new WrongUsage('Which account, and only one?', 'Give either --scim or --slack');
      await changeByHand(shell, email, ({ asker }, id) => unlinkByHand(asker, id, scim ? 'scim' : 'slack'));
    });
  withExample(command, 'unlink wei.zhang@larkspur.example --scim');
};
