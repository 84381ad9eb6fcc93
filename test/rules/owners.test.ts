import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setRole } from '../../src/provisioning/by-hand.ts';
import { mapGroup } from '../../src/provisioning/map-group.ts';
import { listOwners } from '../../src/provisioning/owners.ts';
import type { Database } from '../../src/store/connection.ts';
import { openTestDatabase } from '../support/database.ts';
import { operator } from '../support/facts.ts';
import { type RealCompany, realCompany } from '../support/real-company.ts';

let database: { db: Database; close(): Promise<void> };
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

/** Each owner's name, and through what. */
const ownersOf = async (co: RealCompany) =>
  (await listOwners(co.means, await co.organization(), co.originNow())).map(({ user, through }) => [
    user.name,
    ...through.map((one) => (one.by === 'group' ? `${one.group}${one.direct ? '' : ' (inside)'}` : `${one.by} ${one.rule}`)),
  ]);

test('X2 P2 P5 P9 L4 I8 who is an owner, and through what: the first, by hand, by groups and groups in them, kept, retained', async () => {
  const co = await realCompany(database.db);
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  await co.joins('U2', 'Ben Adeyemi');
  await co.commit(setRole(operator, (await co.userOf('Ben Adeyemi')).id, 'owner'));
  expect(await ownersOf(co)).toEqual([
    ['Ada Okafor', 'first_owner P9'],
    ['Ben Adeyemi', 'hand P1'],
  ]);
  await co.connect();
  const cleo = await co.push('Cleo Duarte');
  const inner = await co.group('Founders', [cleo.id]);
  const outer = await co.group('Board', [inner.id]);
  await co.commit(mapGroup(operator, inner.id, 'owner'));
  await co.commit(mapGroup(operator, outer.id, 'owner'));
  await co.confirm();
  expect(await ownersOf(co)).toEqual([
    ['Ada Okafor', 'first_owner P9'],
    ['Ben Adeyemi', 'hand P1'],
    ['Cleo Duarte', 'Founders', 'Board (inside)'],
  ]);
  await co.slack('U1', 'Ada Okafor', { deleted: true, updated: 1_700_000_009 });
  await co.slack('U2', 'Ben Adeyemi', { deleted: true, updated: 1_700_000_009 });
  await co.leave(inner.id, cleo.id);
  expect(await ownersOf(co)).toEqual([['Cleo Duarte', 'retained P5']]);
  await co.uninstall();
  expect(await ownersOf(co)).toEqual([['Cleo Duarte', 'kept I8']]);
});
