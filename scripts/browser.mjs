import { accessSync, constants, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CommandFailed, runCommand } from './run-command.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} a Chromium on this machine: the one that CHROMIUM_PATH names, one on the PATH, or one in Playwright's cache
 */
export function findBrowser(env = process.env) {
  const named = env['CHROMIUM_PATH'];
  if (named) return isProgram(named) ? named : undefined;
  const onPath = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = NAMES.flatMap((name) => onPath.map((directory) => join(directory, name)));
  return [...candidates, ...MAC, ...inPlaywrightCache(env)].find(isProgram);
}

/** What to do where no browser is. */
export const NO_BROWSER = 'The browser tests need Chromium: install it (Debian: apt-get install chromium), or name one in CHROMIUM_PATH.';

/**
 * Has a browser at hand for the tests: on Debian as root it installs one.
 * @param {(line: string) => void} report
 * @returns {Promise<boolean>} whether there is one now
 */
export async function ensureBrowser(report) {
  if (findBrowser()) return true;
  const mayInstall = process.getuid?.() === 0 && isProgram('/usr/bin/apt-get') && !process.env['CHROMIUM_PATH'];
  if (mayInstall) await installBrowser(report);
  if (findBrowser()) return true;
  report(NO_BROWSER);
  return false;
}

/** @param {(line: string) => void} report */
async function installBrowser(report) {
  report("No Chromium here: installing Debian's (apt-get) …");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await runCommand('apt-get', ['update', '-q'], { env });
    await runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    report(error.message);
  }
}

/** Playwright's docs, "Managing browser binaries". @param {NodeJS.ProcessEnv} env @returns {string[]} */
function inPlaywrightCache(env) {
  const home = homedir();
  const caches = [env['PLAYWRIGHT_BROWSERS_PATH'], join(home, '.cache', 'ms-playwright'), join(home, 'Library', 'Caches', 'ms-playwright')];
  return caches
    .filter((cache) => cache !== undefined)
    .flatMap((cache) => {
      const versions = list(cache)
        .filter((name) => /^chromium-\d+$/.test(name))
        .sort()
        .reverse();
      return versions.flatMap((version) => [
        join(cache, version, 'chrome-linux', 'chrome'),
        join(cache, version, 'chrome-linux64', 'chrome'),
        join(cache, version, 'chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'),
      ]);
    });
}

/** @param {string} directory @returns {string[]} */
function list(directory) {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
