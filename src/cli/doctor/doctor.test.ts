import { describe, expect, test } from '@jest/globals';
import { checkScim } from './scim.ts';
import { checkSlack } from './slack.ts';

const answering =
  (body: unknown, init: ResponseInit = {}): typeof fetch =>
  async () =>
    new Response(JSON.stringify(body), init);
const silent: typeof fetch = async () => {
  throw new TypeError('fetch failed');
};
const token = { slack: { kind: 'token', signingSecret: 's', botToken: 'xoxb-1' }, slackApiUrl: 'https://slack.example/api/' } as const;
const scopes = 'channels:join,channels:read,chat:write,commands,groups:read,im:write,team:read,users:read,users:read.email';

describe('doctor', () => {
  test.each([
    [200, true],
    [401, true],
    [404, false],
    [503, false],
  ])('a SCIM endpoint that answers %p', async (status, ok) => {
    // biome-ignore format: a table
    const finding = await checkScim('http://localhost:3000', answering({}, { status }));
    expect([finding.ok, finding.wayOut === null]).toEqual([ok, ok]);
  });

  test('a SCIM endpoint that does not answer', async () => {
    expect(await checkScim('http://localhost:3000', silent)).toMatchObject({ ok: false, wayOut: expect.stringContaining('npm start') });
  });

  test('Slack takes the token, refuses it, grants too little, or is away', async () => {
    const ok = { ok: true, team: 'Larkspur', user: 'rollcall' };
    expect(await checkSlack(token, answering(ok, { headers: { 'x-oauth-scopes': scopes } }))).toMatchObject({
      ok: true,
      detail: 'workspace Larkspur, as rollcall',
    });
    expect(await checkSlack(token, answering({ ok: false, error: 'invalid_auth' }))).toMatchObject({
      ok: false,
      detail: expect.stringContaining('invalid_auth'),
    });
    const lacking = await checkSlack(token, answering(ok, { headers: { 'x-oauth-scopes': scopes.replace(',team:read', '') } }));
    expect(lacking).toMatchObject({ ok: false, detail: expect.stringMatching(/missing: team:read$/) });
    expect(await checkSlack(token, silent)).toMatchObject({ ok: false, wayOut: expect.stringContaining('SLACK_API_URL') });
    expect(await checkSlack({ ...token, slack: { kind: 'sandbox' } }, silent)).toMatchObject({ ok: true });
  });
});
