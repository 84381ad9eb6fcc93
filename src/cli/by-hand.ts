import type { Work } from '../provisioning/commit.ts';
import { type Summary, summaryOf, type UserView, userView } from '../provisioning/present.ts';
import type { Settled } from '../provisioning/settle.ts';
import { readOrganization } from '../store/organizations.ts';
import { readUser } from '../store/reads/users.ts';
import { findUser } from './find-user.ts';
import { changeInWords } from './render-user.ts';
import type { Session } from './session.ts';
import { inOrganization, type Shell } from './shell.ts';

interface Changed {
  before: Summary | null;
  after: UserView;
  ids: string[];
}

/**
 * Changes somebody by hand, and prints the user as they then are (JSON), or what changed for whom (people).
 * @param work the verb, given whom it is about
 * @throws NotFound, Ambiguous, Refusal
 */
export const changeByHand = (shell: Shell, email: string, work: (session: Session, userId: string) => Work<Settled[]>): Promise<void> =>
  inOrganization(shell, async (session) => {
    const { means, organization, origin } = session;
    const { id } = await findUser(session, email);
    const changes = await means.committer.commit(organization.id, origin, changesOf(work(session, id)));
    const after = changes.find(({ ids }) => ids.includes(id))?.after ?? (await present(session, id));
    const lines = changes.map((change) => changeInWords(change.after.name, change.before, change.after));
    await shell.output.result(after, () => lines.join('\n') || 'Nothing changed.');
  });

const changesOf =
  (work: Work<Settled[]>): Work<Changed[]> =>
  (world) =>
    work(world).map(({ before, after }) => ({
      before: before && summaryOf(before, world.policyBefore),
      after: userView(after, world.policy),
      ids: [after.id, ...after.mergedIds],
    }));

async function present({ means, organization }: Session, id: string): Promise<UserView | null> {
  const user = await readUser(means.db, organization.id, id);
  const { policy } = (await readOrganization(means.db, organization.id)) ?? organization;
  return user && userView(user, policy);
}
