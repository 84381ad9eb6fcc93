/** The sandbox's two pages in a real browser: acting as a member, and as the IdP. The pages are those that the build made. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import type { Browser, Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { launchBrowser } from './support/browser.ts';

const open: (() => Promise<unknown>)[] = [];
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 30_000);
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
afterAll(() => browser?.close());

/** A page that tells what went wrong in it. */
async function openPage(url: string): Promise<{ readonly page: Page; readonly wrong: string[] }> {
  const context = await browser.newContext();
  open.push(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  await page.goto(url);
  return { page, wrong };
}

async function serve(answer: (body: string, contentType: string) => unknown): Promise<string> {
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    req.on('end', async () => {
      const reply = await answer(body, req.headers['content-type'] ?? '');
      res.writeHead(req.method === 'POST' && req.url?.startsWith('/scim') ? 201 : 200, { 'content-type': 'application/json' });
      res.end(reply === null ? '' : JSON.stringify(reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const modal = {
  type: 'modal' as const,
  callback_id: 'note',
  title: plain('Leave a note'),
  submit: plain('Leave note'),
  blocks: [
    { type: 'input' as const, block_id: 'note', label: plain('Note'), element: { type: 'plain_text_input' as const, action_id: 'n' } },
  ],
};

/** An app that greets, opens a modal and refuses its first submission. */
async function withApp(): Promise<Sandbox> {
  const sandbox = await startSandbox({ retryDelaysMs: [] });
  open.push(() => sandbox.close());
  const web = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
  const url = await serve(async (body, contentType) => {
    if (contentType === 'application/json') return null;
    const form = new URLSearchParams(body);
    if (!form.has('command')) return { response_action: 'errors', errors: { note: 'Longer than that' } };
    if (form.get('text') !== 'note') return { text: `*Hello* <@${form.get('user_id')}>, <!channel> &lt;b&gt;` };
    await web.views.open({ trigger_id: form.get('trigger_id') ?? '', view: modal });
    return null;
  });
  sandbox.connect(`${url}/slack/events`);
  return sandbox;
}

describe('the Slack page', () => {
  test('a member joins, runs a command, and sees the answer as Slack would show it', async () => {
    const sandbox = await withApp();
    const { workspace } = sandbox;
    const ana = workspace.person('ana.kovac').id;
    const channel = workspace.channel('inc-arm-drift');
    const { page, wrong } = await openPage(`${sandbox.url}/?as=${ana}&at=${channel.id}`);
    await page.getByRole('button', { name: 'Join #inc-arm-drift' }).click();
    await page.getByLabel('Write to #inc-arm-drift').fill('/rollcall hello');
    await page.keyboard.press('Enter');
    await page.getByText('Only visible to you').waitFor();
    expect(workspace.channel('inc-arm-drift').members).toContain(ana);
    expect(await page.getByRole('article').last().locator('.mrkdwn').innerText()).toBe('Hello @Ana Kovač, @channel <b>');
    await page.getByText('member_joined_channel').waitFor();
    expect(wrong).toEqual([]);
  }, 30_000);

  test('a modal keeps what was typed when the app refuses it', async () => {
    const sandbox = await withApp();
    const ana = sandbox.workspace.person('ana.kovac').id;
    const { page, wrong } = await openPage(`${sandbox.url}/?as=${ana}`);
    await page.getByLabel('Write to #general').fill('/rollcall note');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Leave note' }).click();
    await dialog.getByText('Complete this required field').waitFor();
    await dialog.getByLabel('Note').fill('ok');
    await dialog.getByRole('button', { name: 'Leave note' }).click();
    await dialog.getByText('Longer than that').waitFor();
    expect(await dialog.getByLabel('Note').inputValue()).toBe('ok');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(sandbox.workspace.view(ana).views).toEqual([]);
    expect(wrong).toEqual([]);
  }, 30_000);

  test('an admin deactivates and invites', async () => {
    const sandbox = await withApp();
    const { page, wrong } = await openPage(`${sandbox.url}/?at=people`);
    await page.getByRole('button', { name: 'Actions for Wei Zhang' }).click();
    await page.getByRole('menuitem', { name: 'Deactivate' }).click();
    await page.getByText('10 active members').waitFor();
    await page.getByRole('button', { name: 'Invite a member' }).click();
    await page.getByLabel('Name').fill('Eve Lund');
    await page.getByLabel('Email').fill('eve.lund@larkspur.example');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByText('11 active members').waitFor();
    expect(sandbox.workspace.person('wei.zhang').deleted).toBe(true);
    expect(sandbox.workspace.person('eve.lund').guest).toBe('none');
    expect(wrong).toEqual([]);
  }, 30_000);
});

describe('the IdP page', () => {
  test('is connected, assigns somebody and shows the request', async () => {
    const sandbox = await withApp();
    const asked: string[] = [];
    const scim = await serve((body) => {
      asked.push(body);
      return body === '' ? { totalResults: 0, Resources: [] } : { id: 'r1', active: true };
    });
    const { page, wrong } = await openPage(`${sandbox.url}/idp`);
    await page.getByLabel('SCIM base URL').fill(`${scim}/scim/v2`);
    await page.getByRole('textbox', { name: 'Bearer token' }).fill('a-token');
    await page.getByRole('button', { name: 'Save connection' }).click();
    const ana = page.getByRole('row', { name: /Ana Kovač/ });
    await ana.getByRole('button', { name: 'Assign', exact: true }).click();
    await ana.getByText('Assigned', { exact: true }).waitFor();
    await page.getByRole('button', { name: /Create Ana Kovač/ }).click();
    await page.getByText('"userName": "Ana.Kovac@Larkspur.example"').waitFor();
    expect(asked.at(-1)).toContain('Ana.Kovac@Larkspur.example');
    expect(await page.content()).not.toContain('a-token');
    expect(wrong).toEqual([]);
  }, 30_000);
});
