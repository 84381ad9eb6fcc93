/**
 * `npm run rules [-- --quiet]`: each rule of docs/rules.md with the tests that name it in their titles. Fails where a rule that is built has none, and
 * where a test names a rule that there isn't. Only what wholly waits (⏳ at the beginning) may be without.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from '@swc/core';
import { ROOT } from './root.mjs';

/** @type {(text: string) => { id: string, text: string }[]} the rows of the tables */
const rulesOf = (text) => [...text.matchAll(/^\| ([ELAPSIMX]\d+) \| (.+) \|$/gm)].map(([, id = '', words = '']) => ({ id, text: words }));

/** @type {() => string[]} the test files, as jest.config.js has them */
const testFiles = () =>
  ['src', 'test'].flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.test\.tsx?$/.test(name))
      .map((name) => join(ROOT, room, name)),
  );

/**
 * The title that a call gives to a test or to a group of them: `test('…')`, `test.each(…)('…')`, `describe.skip('…')`.
 * @param {any} node of the syntax tree
 * @returns {string | null}
 */
function titleOf(node) {
  if (node?.type !== 'CallExpression' || !isTest(node.callee)) return null;
  const first = node.arguments[0]?.expression;
  if (first?.type === 'StringLiteral') return first.value;
  if (first?.type === 'TemplateLiteral') return first.quasis.map((/** @type {any} */ part) => part.cooked).join('…');
  return null;
}

/** @type {(callee: any) => boolean} */
function isTest(callee) {
  if (callee?.type === 'Identifier') return callee.value === 'test' || callee.value === 'describe' || callee.value === 'it';
  if (callee?.type === 'MemberExpression') return isTest(callee.object);
  return callee?.type === 'CallExpression' && isTest(callee.callee);
}

/** @type {(node: any) => string[]} all titles below a node, in their order */
function titlesBelow(node) {
  if (typeof node !== 'object' || node === null) return [];
  const own = titleOf(node);
  return [...(own === null ? [] : [own]), ...Object.values(node).flatMap(titlesBelow)];
}

const rules = rulesOf(readFileSync(join(ROOT, 'docs/rules.md'), 'utf8'));
/** @type {Map<string, string[]>} */
const tests = new Map(rules.map(({ id }) => [id, []]));
/** @type {string[]} */
const unknown = [];

for (const file of testFiles()) {
  const tree = parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', tsx: file.endsWith('x') });
  for (const title of titlesBelow(tree)) {
    for (const id of new Set(title.match(/\b[ELAPSIMX]\d{1,2}\b/g))) {
      const where = `${relative(ROOT, file)}: ${title}`;
      const known = tests.get(id);
      if (known) known.push(where);
      else unknown.push(`${id}: ${where}`);
    }
  }
}

const without = rules.filter(({ id, text }) => !text.startsWith('⏳') && tests.get(id)?.length === 0).map(({ id }) => id);
for (const { id, text } of process.argv.includes('--quiet') ? [] : rules) {
  console.log(`${id}  ${text}`);
  for (const where of tests.get(id) ?? []) console.log(`      ${where}`);
}
if (unknown.length > 0) console.error(`No such rule:\n${unknown.map((line) => `  ${line}`).join('\n')}`);
if (without.length > 0) console.error(`Rules without a test that names them: ${without.join(', ')}`);
process.exitCode = unknown.length + without.length > 0 ? 1 : 0;
