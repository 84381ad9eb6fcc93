import { Argument, type Command } from 'commander';
import { changeSeat } from '../../provisioning/by-hand.ts';
import { changeByHand } from '../by-hand.ts';
import { type Register, type Shell, withExample } from '../shell.ts';

/** `rollcall seat grant|revoke <email> [on_call|responder]` (S1 to S3). */
export const registerSeat: Register = (program, shell) => {
  const seat = program.command('seat').description('seats by hand');
  withExample(seat, 'seat grant wei.zhang@larkspur.example on_call');
  addAction(seat, shell, 'grant', 'give a user a seat');
  addAction(seat, shell, 'revoke', 'take a seat from a user');
};

function addAction(seat: Command, shell: Shell, action: 'grant' | 'revoke', description: string): void {
  const command = seat
    .command(action)
    .description(description)
    .argument('<email>', 'email or id')
    .addArgument(new Argument('[seat]', 'which seat').choices(['on_call', 'responder']).default('on_call'))
    .action((email: string, kind: 'on_call' | 'responder') =>
      changeByHand(shell, email, ({ asker }, id) => changeSeat(asker, id, kind, action)),
    );
  withExample(command, `seat ${action} wei.zhang@larkspur.example`);
}
