import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Violation {
  id: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** What axe finds wrong with the page as it is shown now, in light and in dark, wide and on a phone; and whether it scrolls sideways. */
export async function complaints(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await page.waitForTimeout(300); // a colour that is still changing is no colour to judge
    found.push(...(await complaintsNow(page)).map((text) => `${colorScheme} ${width}: ${text}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
}

async function complaintsNow(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = (await page.evaluate('axe.run(document).then(({ violations }) => violations)')) as Violation[];
  const sideways = (await page.evaluate('document.documentElement.scrollWidth > innerWidth + 1')) as boolean;
  const said = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
  return sideways ? [...said, 'the page scrolls sideways'] : said;
}
