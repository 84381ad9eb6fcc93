/** The whole way in a real browser: sign in, install SCIM step by step, confirm, and see the role change in the table. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { createHome, type Home } from '../support/home.ts';
import { type Product, startProduct } from '../support/product.ts';
import { complaints } from './accessible.ts';

let home: Home;
let product: Product;
let browser: Browser;
let page: Page;
/** What the browser itself complained of: an error, or something that the content security policy kept out. */
const broken: string[] = [];

beforeAll(async () => {
  home = await createHome({ SUPPORT_EMAIL: 'it@larkspur.example' });
  product = await startProduct(home);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => broken.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) broken.push(message.text());
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await home?.remove();
}, 60_000);

const button = (name: string | RegExp) => page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
const choose = async (field: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: option, ...(typeof option === 'string' ? { exact: true } : {}) }).click();
};
const roleInTable = (name: string) =>
  page
    .getByRole('row', { name: new RegExp(name) })
    .getByRole('cell')
    .nth(2)
    .innerText();

/** Waits until somebody is in the table: one that was read before says that there is something newer, and waits for a click. */
async function shown(name: string): Promise<void> {
  const newer = button('Show users as they are now');
  await page
    .getByRole('row', { name: new RegExp(name) })
    .or(newer)
    .first()
    .waitFor();
  if (await newer.isVisible()) await newer.click();
  await page.getByRole('row', { name: new RegExp(name) }).waitFor();
}

/** What the practice IdP is told to do. */
async function idp(verb: string, body: object): Promise<void> {
  const answer = await fetch(`${product.sandboxUrl}/sandbox/api/idp/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${verb}: ${answer.status} ${await answer.text()}`);
}

describe('from nothing to SCIM installed', () => {
  test('E2, P9: signing in leads back to the page that was asked for, as an owner', async () => {
    await page.goto(`${product.url}/users`);
    expect(await complaints(page)).toEqual([]);
    await page.getByRole('link', { name: 'Sign in with Slack' }).click();
    await button(/Ingrid Solberg/).click();
    await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/users');
    await page.getByRole('row', { name: /Ingrid Solberg/ }).waitFor();
    expect(await roleInTable('Ingrid Solberg')).toBe('Owner');
    expect(await roleInTable('Fatima Haddad')).toBe('Standard');
    expect(await complaints(page)).toEqual([]);
  }, 60_000);

  test('X2: a person’s why is one click away, at an address of its own', async () => {
    await button(/Fatima Haddad/).click();
    await page.getByText('Standard: the role that everyone starts with').waitFor();
    expect(await complaints(page)).toEqual([]);
    await page.reload();
    await page.getByText('Standard: the role that everyone starts with').waitFor();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await page.getByText('Became a user').waitFor();
    await page.keyboard.press('Escape');
  }, 60_000);

  test('I2: one that is not supported is told whom to write to', async () => {
    await page.getByRole('link', { name: 'SCIM', exact: true }).click();
    await choose('Your IdP', 'Google Workspace');
    await page.getByText('Write to it@larkspur.example').waitFor();
    expect(await button('Install SCIM').isDisabled()).toBe(true);
  }, 30_000);

  test('I2, I3: connecting shows the steps with address and token, then what arrives', async () => {
    await choose('Your IdP', 'Okta');
    await button('Install SCIM with Okta').click();
    await page.getByText('You won’t see it again.').waitFor();
    expect(await complaints(page)).toEqual([]);
    const token = await page.locator('.secret', { hasText: 'rollcall_scim_' }).innerText();
    await idp('configure', { vendor: 'okta', baseUrl: `${product.url}/scim/v2`, token });
    await idp('pushEverything', {});
    await page.getByText('11 people and 5 groups have arrived.').waitFor();
  }, 60_000);

  test('I4: what is left to do is said before it can be confirmed', async () => {
    await button('Preview').click();
    await page.getByText('No group is mapped to Owner').waitFor();
    expect(await button(/^Confirm/).isDisabled()).toBe(true);
    await choose('Group', /^Owners/);
    await button('Add mapping').click();
    await button('Remove the mapping of Owners to Owner').waitFor();
    await choose('Group', /^Incident Managers/);
    await choose('Gives the role', 'Admin');
    await button('Add mapping').click();
    await button('Remove the mapping of Incident Managers to Admin').waitFor();
    await choose('Group for on-call seats', /^On-call primary/);
    await button('Add on-call group').click();
    await button('Remove the on-call group On-call primary').waitFor();
  }, 60_000);

  test('I5, I6: the preview is by name, and confirming does just that', async () => {
    await button('Preview again').click();
    const promoted = page.getByRole('region', { name: /^Promoted: 1/ });
    await promoted.getByText('Fatima Haddad').waitFor();
    expect(await promoted.innerText()).toMatch(/Role: Standard\s*→\s*becomes\s*Admin/);
    expect(await complaints(page)).toEqual([]);
    await button(/^Confirm and update \d+ users$/).click();
    await page.getByText('SCIM is installed with Okta').waitFor();
    await page.getByText('Bringing users in line').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Users', exact: true }).click();
    await shown('Ruth Adeyemi');
    expect(await roleInTable('Fatima Haddad')).toBe('Admin');
    expect(await roleInTable('Ingrid Solberg')).toBe('Owner');
    expect(await page.getByRole('row', { name: /Ruth Adeyemi/ }).innerText()).toContain('On-call');
  }, 60_000);

  test('P3: a role by hand is refused with the way out', async () => {
    await button(/Fatima Haddad/).click();
    await page.getByRole('tab', { name: 'Change' }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: 'Owner' }).click();
    await button('Make Fatima Haddad Owner').click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(
      /Roles come from the IdP while SCIM is installed\s+P3\s+Add Fatima Haddad to Owners in the IdP/,
    );
    expect(await complaints(page)).toEqual([]);
    await page.keyboard.press('Escape');
  }, 60_000);

  test('I5, I8: later changes are previewed, and uninstalling says what it does', async () => {
    await page.getByRole('link', { name: 'SCIM', exact: true }).click();
    await button('Remove the mapping of Incident Managers to Admin').click();
    await button('Confirm and update 2 users').waitFor();
    expect(await complaints(page)).toEqual([]);
    await button('Change nothing').click();
    await button('Uninstall SCIM').click();
    await page.getByRole('dialog').getByText('11 users keep status, role and seats').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Uninstall SCIM' }).click();
    await page.getByText('SCIM is not installed').waitFor();
  }, 60_000);

  test('the other pages are whole too, and the browser complained of nothing', async () => {
    for (const [link, text] of [
      ['Audit', 'SCIM uninstalled'],
      ['Groups', 'Groups come from your IdP'],
    ] as const) {
      await page.getByRole('link', { name: link, exact: true }).click();
      await page.getByText(text).first().waitFor();
      expect(await complaints(page)).toEqual([]);
    }
    await button('Sign out').click();
    await page.getByRole('link', { name: 'Sign in with Slack' }).waitFor();
    expect(broken).toEqual([]);
  }, 60_000);
});
