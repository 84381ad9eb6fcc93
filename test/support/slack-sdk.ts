import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Payload } from './payloads-seen.ts';
import { run } from './python-tool.ts';

const VERSION = '3.48.0';

/**
 * What Slack's own Python SDK (github.com/slackapi/python-slack-sdk), whose classes know the limits of blocks and views, has against
 * payloads of ours. It is installed once into the user's cache directory.
 * @returns a line for each fault
 * @throws with what Python or pip said where they can't do it
 */
export async function faultsBySlackSdk(payloads: Payload[]): Promise<string[]> {
  if (payloads.length === 0) return [];
  const env = { PYTHONPATH: await slackSdk(), PYTHONDONTWRITEBYTECODE: '1' };
  const { code, output } = await run('python3', [join('test', 'support', 'validate-blocks.py')], env, JSON.stringify(payloads));
  if (code !== 0) throw new Error(`slack_sdk could not look at the payloads: ${output.slice(-2000)}`);
  return JSON.parse(output) as string[];
}

async function slackSdk(): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rollcall-tests');
  const home = join(cache, `slack-sdk-${VERSION}`);
  if (existsSync(home)) return home;
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'slack-sdk-'));
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--target', fresh, `slack_sdk==${VERSION}`];
  const { code, output } = await run('python3', args);
  if (code !== 0)
    throw new Error(`This test can't install slack_sdk ${VERSION} with pip (it needs a package index): ${output.trim().slice(-2000)}`);
  // Another test may have been as quick: whoever is first counts.
  await rename(fresh, home).catch(() => rm(fresh, { recursive: true, force: true }));
  return home;
}
