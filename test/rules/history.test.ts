import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tellAgain } from '../../src/provisioning/history.ts';
import { summaryOf } from '../../src/provisioning/present.ts';
import { uninstallScim } from '../../src/provisioning/uninstall-scim.ts';
import { linkOf, type Policy, type User } from '../../src/rules/model.ts';
import { operator } from '../support/facts.ts';
import { inMemory, withGroups } from '../support/memory-company.ts';
import { anything, type Teller } from '../support/story.ts';

const heldBy = (user: User, policy: Policy) => ({
  ...summaryOf(user, policy),
  ...{ retained: user.retained, slackUserId: user.slackMemberId, scimUserId: linkOf(user, policy)?.id ?? null },
});

const uninstalls = { label: 'uninstall', fact: ({ co }: Teller) => co.commit(uninstallScim(operator)) };

test('X1 in any story: what the audit alone says that somebody held, at each moment, is what they held', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { maxLength: 25 }), fc.nat({ max: 25 }), fc.boolean(), async (story, at, uninstall) => {
      const teller = inMemory();
      const { store, co } = teller;
      await co.installAtOnce();
      await withGroups(teller);
      const told = uninstall ? [...story.slice(0, at), uninstalls, ...story.slice(at)] : story;
      for (const { label, fact } of told) {
        await fact(teller);
        const { policy } = store.organization();
        for (const user of store.users()) {
          const entries = store.audit.filter(({ userId }) => userId === user.id || userId === null);
          expect([label, tellAgain(entries)?.held]).toEqual([label, heldBy(user, policy)]);
        }
      }
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('nobody held anything before they became a user', () => expect(tellAgain([])).toBeNull());
