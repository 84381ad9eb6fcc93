import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ScimError } from './errors.ts';
import { parseFilter } from './filter.ts';
import { predicate } from './filter-match.ts';
import { compileFilter } from './filter-resolve.ts';
import { groupPatch } from './group-patch.ts';
import { normalisePatch, normaliseResource } from './idp-quirks.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Member } from './members.ts';
import { parsePatchOp } from './messages.ts';
import { applyPatch, type Operation } from './patch.ts';
import { parsePath } from './path.ts';
import { presentResource } from './projection.ts';
import { readResource } from './resource.ts';
import { ENTERPRISE_USER_SCHEMA, GROUP, USER } from './schemas.ts';

/** Runs a step that may refuse with a ScimError and nothing else. */
function refusing<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

const names = [...USER.core.attributes, ...ENTERPRISE_USER_SCHEMA.attributes].map((attribute) => attribute.name);
const odd = ['__proto__', 'constructor', 'prototype', 'toString', 'id', 'meta', 'schemas', 'colour', ENTERPRISE_USER_SCHEMA.id];
const name = fc.constantFrom(...names, ...odd, 'value', 'type', 'primary', 'name.givenName', 'emails.value');
const word = fc.constantFrom(
  '(',
  ')',
  '[',
  ']',
  '"',
  '\\',
  ' ',
  '.',
  'eq',
  'and',
  'or',
  'not',
  'pr',
  'true',
  '"x"',
  'work',
  '1',
  'urn:',
  'é',
  '\u0000',
);
const soup = fc.array(fc.oneof(word, name, fc.string({ maxLength: 3 })), { maxLength: 30 }).map((parts) => parts.join(' '));
const text = fc.oneof(
  fc.string(),
  soup,
  fc.array(word).map((parts) => parts.join('')),
);

/** Arbitrary JSON whose keys are often names that mean something, `__proto__` as an own key among them. */
const json = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(null, true, 'True', '', 'work', 'a@x', 7, [], {}),
    fc.string({ maxLength: 5 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries) as JsonObject),
  ),
})).value;

const path = fc.oneof(
  name,
  fc.constantFrom(
    'emails[type eq "work"].value',
    'emails[value eq "a@x"]',
    'roles[primary eq "True"].value',
    'emails[type co "o"]',
    '__proto__.x',
  ),
  text,
);
const operation = fc.record(
  { op: fc.constantFrom('add', 'replace', 'remove', 'Replace', 'move'), path, value: json },
  { requiredKeys: ['op'] },
);

const ana: JsonObject = {
  schemas: [USER.core.id],
  id: 'u1',
  userName: 'ana',
  active: true,
  emails: [
    { value: 'a@x', type: 'work', primary: true },
    { value: 'b@x', type: 'home' },
  ],
};

test('parsers throw nothing but ScimError', () => {
  fc.assert(
    fc.property(text, (input) => {
      refusing(() => parseFilter(input));
      refusing(() => predicate(compileFilter(USER, input).filter)(ana));
      refusing(() => parsePath(USER, input));
    }),
    { numRuns: 1500 },
  );
});

test('any body is read or refused; nothing sent is changed, no prototype is touched, the password is never kept', () => {
  const clean = Object.getOwnPropertyNames(Object.prototype).sort();
  fc.assert(
    fc.property(json, fc.array(operation, { maxLength: 4 }), (body, operations) => {
      const sent = { Operations: operations };
      const [before, user] = [JSON.stringify([body, sent]), JSON.stringify(ana)];
      const created = refusing(() => readResource(USER, normaliseResource(USER, body).body));
      const patched = refusing(() => applyPatch(USER, ana, parsePatchOp(normalisePatch(USER, sent).body)));
      refusing(() => groupPatch(parsePatchOp(normalisePatch(GROUP, sent).body)));
      expect(JSON.stringify([body, sent])).toBe(before);
      expect(JSON.stringify(ana)).toBe(user);
      expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(clean);
      for (const resource of [created?.resource, patched?.resource]) {
        if (!resource) continue;
        expect(Object.getPrototypeOf(resource)).toBe(Object.prototype);
        expect(resource).not.toHaveProperty('password');
        expect(
          Array.isArray(resource.emails) ? resource.emails.filter((email) => (email as JsonObject).primary === true).length : 0,
        ).toBeLessThan(2);
      }
      if (patched) expect(patched.resource).toMatchObject({ id: 'u1', userName: expect.any(String) });
    }),
    { numRuns: 1500 },
  );
});

test('add and replace are idempotent: the same again changes nothing', () => {
  const plain = fc.constantFrom(
    ...USER.core.attributes.map((attribute) => attribute.name),
    'name.givenName',
    'emails[type eq "work"].value',
    'emails[type eq "other"].display',
    'manager',
    'department',
  );
  const again = fc.record({
    op: fc.constantFrom('add' as const, 'replace' as const),
    path: fc.option(plain, { nil: undefined }),
    value: json,
  });
  fc.assert(
    fc.property(again, (sent) => {
      const operations = refusing(() => parsePatchOp(normalisePatch(USER, { Operations: [sent] } as unknown as JsonObject).body));
      const once = operations && refusing(() => applyPatch(USER, ana, operations));
      if (operations && once) expect(applyPatch(USER, once.resource, operations)).toMatchObject({ changed: false });
    }),
    { numRuns: 1500 },
  );
});

test('no projection reveals the password or drops the id', () => {
  const list = fc.array(fc.oneof(name, text), { maxLength: 5 });
  fc.assert(
    fc.property(list, list, (attributes, excludedAttributes) => {
      const shown = presentResource(USER, { ...ana, password: 'hush' }, { attributes: ['password', ...attributes], excludedAttributes });
      expect(shown.id).toBe('u1');
      expect(shown).not.toHaveProperty('password');
    }),
  );
});

test('a delta means the same as the operations one after the other', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const step: fc.Arbitrary<Operation> = fc.oneof(
    fc.array(id).map((ids): Operation => ({ op: 'add', path: 'members', value: ids })),
    fc.array(id, { minLength: 1 }).map((ids): Operation => ({ op: 'remove', path: 'members', value: ids })),
    id.map((one): Operation => ({ op: 'remove', path: `members[value eq "${one}"]` })),
    id.map((one): Operation => ({ op: 'remove', path: `members[value sw "${one}"]` })),
    fc.array(id).map((ids): Operation => ({ op: 'replace', path: 'members', value: ids })),
    fc.constant<Operation>({ op: 'remove', path: 'members' }),
  );
  fc.assert(
    fc.property(fc.array(id), fc.array(step, { maxLength: 6 }), (start, operations) => {
      const folded = applyMembers([...new Set(start)], operations);
      const inTurn = operations.reduce<string[]>((members, one) => applyMembers(members, [one]), [...new Set(start)]);
      expect(folded.sort()).toEqual(inTurn.sort());
    }),
  );
});

function applyMembers(ids: string[], operations: Operation[]): string[] {
  const { members } = groupPatch(operations);
  const present: Member[] = ids.map((value) => ({ value }));
  if (members.kind === 'none') return ids;
  if (members.kind === 'replace') return members.members.map((member) => member.value);
  if (members.kind === 'compute') return members.apply(present).map((member) => member.value);
  return [...new Set([...ids.filter((id) => !members.remove.includes(id)), ...members.add.map((member) => member.value)])];
}
