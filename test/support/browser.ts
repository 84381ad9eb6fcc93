import { type Browser, chromium } from 'playwright-core';
import { findBrowser, NO_BROWSER } from '../../scripts/browser.mjs';

/** Nothing that calls home or needs a screen, a GPU or a profile. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts the Chromium of this machine, headless. As root it needs `--no-sandbox`.
 * @throws Error that says what to install where there is none: a browser test without a browser fails, it isn't skipped
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error(NO_BROWSER);
  const args = process.getuid?.() === 0 ? [...FLAGS, '--no-sandbox'] : FLAGS;
  return chromium.launch({ executablePath, headless: true, args });
}
