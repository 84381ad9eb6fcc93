/** The dashboard's files over real HTTP. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { serveDashboard } from '../../src/api/serve-dashboard.ts';

let directory: string;
let server: Server;
let url: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rollcall-dashboard-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>Rollcall</title>');
  await writeFile(join(directory, 'assets', 'index-abc123.js'), 'export {};');
  server = createServer(express().use(serveDashboard(directory)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(directory, { recursive: true });
});

test.each(['/', '/users/1?status=active', '/settings/scim'])('%s is the page, asked for each time', async (path) => {
  const answer = await fetch(url + path, { headers: { accept: 'text/html' } });
  expect([answer.status, answer.headers.get('cache-control'), await answer.text()]).toEqual([
    200,
    'no-cache',
    expect.stringContaining('Rollcall'),
  ]);
});

test('what has its hash in its name is kept for good', async () => {
  const answer = await fetch(`${url}/assets/index-abc123.js`);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test('a file of an older build is 404, not the page', async () => expect((await fetch(`${url}/assets/index-old.js`)).status).toBe(404));

test.each([
  ['/users', 'application/json'],
  ['/api/v2/users', 'text/html'],
])('%s as %s is no page', async (path, accept) => expect((await fetch(url + path, { headers: { accept } })).status).toBe(404));

test('nothing outside of it is served', async () => {
  const answer = await fetch(`${url}/assets/..%2f..%2f..%2fetc/passwd`);
  expect(answer.status).toBeGreaterThanOrEqual(400);
});
