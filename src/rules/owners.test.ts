import { expect, test } from '@jest/globals';
import { holder, noon, user } from '../../test/support/facts.ts';
import { toRetain } from './owners.ts';

const later = new Date(noon.getTime() + 1000);
const olga = holder('owner', { id: 'user-olga', createdAt: later });
const omar = holder('owner', { id: 'user-omar' });
const taken = (before: ReturnType<typeof user>) => ({
  before,
  after: { ...before, grantedRole: 'standard' as const, baseRole: 'standard' as const },
});

test.each([
  ['P5 whom the change took Owner from', [taken(olga)], 'user-olga'],
  ['P5 of several, the earliest user', [taken(olga), taken(omar)], 'user-omar'],
  [
    'P5 not one whom the source deactivated',
    [{ before: omar, after: { ...omar, status: 'deactivated' as const } }, taken(olga)],
    'user-olga',
  ],
  ['P5 nobody, where the source deactivated all', [{ before: omar, after: { ...omar, status: 'deactivated' as const } }], undefined],
  ['P5 nobody, where the change took nothing', [{ before: user(), after: user() }], undefined],
  ['P5 who was retained is still', [taken({ ...olga, grantedRole: 'standard', retained: true })], 'user-olga'],
  ['P5 a break-glass owner is none', [{ before: user({ baseRole: 'owner', breakGlassUntil: later }), after: user() }], undefined],
  ['P5 who begins was none', [{ before: null, after: user() }], undefined],
  [
    'P5 L1 an owner who was merged into another was one',
    [{ before: user(), after: user({ mergedIds: ['user-omar'] }), absorbed: [omar] }],
    'user-ada',
  ],
])('%s', (_name, steps, id) => {
  expect(toRetain(steps)?.id).toBe(id);
});
