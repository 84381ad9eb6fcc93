import { jest, test } from '@jest/globals';
import fc from 'fast-check';
import { cursorKey, openCursor, sealCursor } from '../../src/scim/cursor.ts';
import { predicate } from '../../src/scim/protocol/filter-match.ts';
import { compileFilter } from '../../src/scim/protocol/filter-resolve.ts';
import { parsePath } from '../../src/scim/protocol/path.ts';
import { GROUP, USER } from '../../src/scim/protocol/schemas.ts';
import { translate } from '../../src/scim/query.ts';
import { fuzz, holds, refusing, TIME } from './fuzz.ts';
import { ana, filters, night, paths, TYPES } from './inputs.ts';
import { garbage, mutated } from './texts.ts';

jest.setTimeout(TIME);

test('filters: parsed, resolved, made a predicate and a query, or refused', () => {
  fuzz('filters', 0.28, filters, (text) => {
    for (const [type, resource] of [[USER, ana] as const, [GROUP, night] as const]) {
      const filter = refusing(() => compileFilter(type, text).filter);
      if (!filter) continue;
      holds(typeof predicate(filter)(resource) === 'boolean', 'a predicate says yes or no');
      refuseOperators(translate(type, filter).query);
    }
  });
});

/** Nothing that a client writes may become the name of an operator that runs code. */
function refuseOperators(query: object): void {
  const text = JSON.stringify(query);
  for (const name of ['$where', '$function', '$expr', '__proto__']) holds(!text.includes(`"${name}":`), text);
}

test('paths: parsed or refused', () => {
  fuzz('paths', 0.17, paths, (text) => {
    for (const type of TYPES) refusing(() => parsePath(type, text));
  });
});

test('cursors: only what was sealed is opened', () => {
  const key = cursorKey('a secret of the operator');
  const held = { issuedAt: 1000, count: 10, place: { type: 'User' as const, key: 'ana', at: 'u1' } };
  const sealed = sealCursor(key, 'query', held, Buffer.alloc(12, 7));
  const open = (text: string) => refusing(() => openCursor(key, 'query', text, new Date(2000)));
  holds(open(sealed)?.count === held.count, 'ours is opened');
  fuzz('cursors', 0.03, fc.oneof(mutated(fc.constant(sealed)), garbage), (text) => {
    holds(open(text) === undefined || text === sealed, 'only ours is opened');
  });
});
