import { type UserThen, userAsOf } from '../../provisioning/as-of.ts';
import { explain } from '../../provisioning/explain.ts';
import { reasonView, type UserView, userView } from '../../provisioning/present.ts';
import { WrongUsage } from '../errors.ts';
import { findUser } from '../find-user.ts';
import { userInWords } from '../render-user.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';
import { momentGiven } from '../times.ts';

/** `rollcall user <email> [--as-of <time>]`: what somebody holds, or held, and why (X2). */
export const registerUser: Register = (program, shell) => {
  const command = program
    .command('user')
    .description('one user, and why: status, role, seats and link, each with its rule and source')
    .argument('<email>', 'email or id')
    .option('--as-of <time>', 'what they held then, by the audit: an ISO date or time, or how long ago: 30m, 2h, 3d')
    .action((email: string, options: { asOf?: string }) =>
      inOrganization(shell, async (session) => {
        const view = options.asOf === undefined ? await now(session, email) : await then(session, email, options.asOf);
        await shell.output.result(view, (paint) => userInWords(view, paint));
      }),
    );
  withExample(command, 'user ingrid.solberg@larkspur.example');
};

async function now(session: Session, email: string): Promise<UserView & { why: ReturnType<typeof reasonView>[] }> {
  const { means, organization, origin } = session;
  const { id } = await findUser(session, email);
  const { user, reasons } = await means.committer.rehearse(organization.id, origin, explain(id));
  return { ...userView(user, organization.policy), why: reasons.map(reasonView) };
}

async function then(session: Session, email: string, asOf: string): Promise<UserThen> {
  const { means, organization } = session;
  const at = momentGiven('--as-of', asOf, means.now());
  if (at > means.now()) throw new WrongUsage(`${asOf} has not come yet`, 'Give a moment that has passed');
  return userAsOf(means.db, organization, await findUser(session, email), at);
}
