import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from './root.mjs';
import { runInstalled } from './run-command.mjs';

const SOURCES = join(ROOT, 'src');
const DIST = join(ROOT, 'dist');
const CONFIGS = ['tsconfig.json', 'package-lock.json'];
/** What Vite builds for the browser. */
const PAGES = [
  { name: 'dashboard', directory: join(SOURCES, 'dashboard'), config: 'vite.config.ts' },
  { name: 'sandbox-page', directory: join(SOURCES, 'sandbox', 'page'), config: 'vite.sandbox.config.ts' },
];

/** @typedef {{ name: string, config: string, isSource: (file: string) => boolean, run: (report: (line: string) => void) => Promise<void> }} Step */

/** @type {Step[]} */
const STEPS = [
  { name: 'server', config: 'tsconfig.json', isSource: (file) => !isPage(file), run: buildServer },
  ...PAGES.map((page) => ({
    name: page.name,
    config: page.config,
    // A page shares the contract of the API with the server.
    isSource: (/** @type {string} */ file) => file.startsWith(`${page.directory}/`) || file.includes('/api/contract'),
    run: (/** @type {(line: string) => void} */ report) => buildPage(page, report),
  })),
];

/** @returns {boolean} whether dist is what the sources say */
export function isBuilt() {
  const files = filesUnder(SOURCES);
  return STEPS.every((step) => readStamp(step) === stampOf(step, files));
}

/** @param {(line: string) => void} report */
export async function build(report) {
  for (const step of STEPS) {
    const stamp = stampOf(step, filesUnder(SOURCES));
    if (readStamp(step) === stamp) continue;
    await step.run(report);
    writeFileSync(stampFile(step), stamp);
  }
}

/** @param {(line: string) => void} report */
async function buildServer(report) {
  report('Building the server (tsc) …');
  dropOrphans();
  await runInstalled('typescript/bin/tsc', ['-p', 'tsconfig.json']);
  for (const file of filesUnder(SOURCES)) {
    if (!isPage(file) && !/\.tsx?$|tsconfig.*\.json$/.test(file)) copy(file, join(DIST, relative(SOURCES, file)));
  }
}

/**
 * @param {(typeof PAGES)[number]} page
 * @param {(line: string) => void} report
 */
async function buildPage(page, report) {
  if (!existsSync(join(page.directory, 'index.html')) || !existsSync(join(ROOT, page.config))) {
    report(`No ${page.name} to build yet.`);
    return;
  }
  report(`Building the ${page.name} (vite) …`);
  const words = ['build', '--config', page.config, '--logLevel', 'warn'];
  await runInstalled('vite/bin/vite.js', words, { ...process.env, NODE_ENV: 'production' });
}

/** What was compiled from a source that is gone: a stale module that something stale may still import. The pages' own output stays. */
function dropOrphans() {
  const rooms = readdirSync(SOURCES, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'dashboard');
  for (const file of rooms.flatMap((room) => filesUnder(join(DIST, room.name)))) {
    const place = join(SOURCES, relative(DIST, file));
    if (!existsSync(place) && !existsSync(place.replace(/\.js(\.map)?$/, '.ts'))) rmSync(file);
  }
}

/** @param {string} from @param {string} to */
function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** @param {string} file */
function isPage(file) {
  return PAGES.some((page) => file.startsWith(`${page.directory}/`));
}

/**
 * Path, size and time of each source: reading them all would take longer than starting.
 * @param {Step} step
 * @param {string[]} files
 */
function stampOf(step, files) {
  const hash = createHash('sha256');
  const configs = [...CONFIGS, step.config].map((name) => join(ROOT, name));
  for (const file of [...files.filter(step.isSource), ...configs]) {
    const found = statSync(file, { throwIfNoEntry: false });
    hash.update(`${file} ${found?.size} ${found?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** @param {Step} step */
function readStamp(step) {
  return existsSync(stampFile(step)) ? readFileSync(stampFile(step), 'utf8') : undefined;
}

/** @param {Step} step */
function stampFile(step) {
  return join(DIST, `.${step.name}-stamp`);
}

/** @param {string} directory @returns {string[]} */
function filesUnder(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return entry.name.endsWith('.test.ts') ? [] : [path];
  });
}
