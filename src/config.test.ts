import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig } from './config.ts';

const LONG = 'x'.repeat(32);
const TOKEN = { SLACK_SIGNING_SECRET: 's', SLACK_BOT_TOKEN: 'xoxb-1' };
const CLIENT = { SLACK_CLIENT_ID: 'c', SLACK_CLIENT_SECRET: 'cs' };
const OAUTH = { SLACK_SIGNING_SECRET: 's', ...CLIENT, SLACK_STATE_SECRET: 'ss' };

function refused(env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  test('nothing set: the sandbox on loopback, an embedded database under the checkout', () => {
    expect(readConfig({}, '/checkout')).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      database: { kind: 'embedded' },
      dataDir: '/checkout/.rollcall',
      slack: { kind: 'sandbox' },
      slackApiUrl: 'https://slack.com/api/',
      oidcIssuer: 'https://slack.com',
      secrets: {},
      scimBodies: { large: 16 * 1024 ** 2, other: 1024 ** 2 },
      logLevel: 'info',
      supportEmail: null,
      webhookNetworks: '127.0.0.0/8,::1',
    });
  });

  test('blank variables count as not set', () => {
    expect(readConfig({ PORT: '', MONGODB_URI: ' ', SLACK_BOT_TOKEN: '', SUPPORT_EMAIL: '' }, '/c')).toEqual(readConfig({}, '/c'));
  });

  test.each([
    ['one workspace', TOKEN, { kind: 'token', signingSecret: 's', botToken: 'xoxb-1' }],
    ['one workspace with sign-in', { ...TOKEN, ...CLIENT }, { kind: 'token', signIn: { clientId: 'c', clientSecret: 'cs' } }],
    ['many workspaces', OAUTH, { kind: 'oauth', signingSecret: 's', clientId: 'c', clientSecret: 'cs', stateSecret: 'ss' }],
  ])('%s', (_name, env, slack) => {
    expect(readConfig(env)).toMatchObject({ slack, host: '0.0.0.0' });
  });

  test('everything else is taken as it stands', () => {
    const config = readConfig({
      ...TOKEN,
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
      SLACK_OIDC_ISSUER: 'http://127.0.0.1:9',
      PORT: '8080',
      HOST: '::1',
      PUBLIC_URL: 'https://rollcall.example.com/',
      MONGODB_URI: 'mongodb://db/rollcall?replicaSet=rs',
      ROLLCALL_DATA_DIR: '/var/lib/rollcall',
      SESSION_SECRET: LONG,
      ENCRYPTION_KEY: `${LONG}y`,
      SCIM_LARGE_BODY_MIB: '64',
      SCIM_BODY_MIB: '2',
      LOG_LEVEL: 'debug',
      SUPPORT_EMAIL: 'help@example.com',
    });
    expect(config.scimBodies).toEqual({ large: 64 * 1024 ** 2, other: 2 * 1024 ** 2 });
    expect(config).toMatchObject({ appToken: 'xapp-1', slackApiUrl: 'http://127.0.0.1:9/api/', oidcIssuer: 'http://127.0.0.1:9' });
    expect(config).toMatchObject({ port: 8080, host: '::1', publicUrl: 'https://rollcall.example.com', dataDir: '/var/lib/rollcall' });
    expect(config).toMatchObject({ database: { kind: 'external', uri: 'mongodb://db/rollcall?replicaSet=rs' } });
    expect(config).toMatchObject({
      secrets: { session: LONG, encryption: [`${LONG}y`] },
      logLevel: 'debug',
      supportEmail: 'help@example.com',
    });
  });

  test.each([
    ['PORT', { PORT: '0' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '3000x' }],
    ['HOST', { HOST: 'a b' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'rollcall.example.com' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'ftp://rollcall.example.com' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://rollcall.example.com/path' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://rollcall.example.com/?a=1' }],
    ['MONGODB_URI', { MONGODB_URI: 'localhost:27017', SESSION_SECRET: LONG, ENCRYPTION_KEY: LONG }],
    ['SESSION_SECRET', { MONGODB_URI: 'mongodb://db', ENCRYPTION_KEY: LONG }],
    ['ENCRYPTION_KEY', { MONGODB_URI: 'mongodb://db', SESSION_SECRET: LONG }],
    ['SESSION_SECRET', { SESSION_SECRET: 'short' }],
    ['SLACK_BOT_TOKEN', { SLACK_SIGNING_SECRET: 's', SLACK_BOT_TOKEN: 'xoxp-1' }],
    ['SLACK_SIGNING_SECRET', { SLACK_BOT_TOKEN: 'xoxb-1' }],
    ['SLACK_SIGNING_SECRET', { SLACK_SIGNING_SECRET: 's' }],
    ['SLACK_APP_TOKEN', { SLACK_APP_TOKEN: 'xapp-1' }],
    ['SLACK_APP_TOKEN', { ...TOKEN, SLACK_APP_TOKEN: 'xoxb-1' }],
    ['SLACK_CLIENT_SECRET', { ...TOKEN, SLACK_CLIENT_ID: 'c' }],
    ['SLACK_CLIENT_ID', { ...TOKEN, SLACK_CLIENT_SECRET: 'cs' }],
    ['SLACK_STATE_SECRET', { ...TOKEN, ...OAUTH }],
    ['SLACK_STATE_SECRET', { SLACK_SIGNING_SECRET: 's', ...CLIENT }],
    ['SLACK_API_URL', { SLACK_API_URL: 'https://slack.com/api' }],
    ['SLACK_API_URL', { SLACK_API_URL: 'slack.com/api/' }],
    ['SLACK_OIDC_ISSUER', { SLACK_OIDC_ISSUER: 'http://slack.com' }],
    ['SCIM_BODY_MIB', { SCIM_BODY_MIB: '0' }],
    ['SCIM_LARGE_BODY_MIB', { SCIM_LARGE_BODY_MIB: '16 MiB' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['SUPPORT_EMAIL', { SUPPORT_EMAIL: 'nobody' }],
  ])('%s is refused in one line: %j', (variable, env) => {
    const lines = refused(env);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${variable} .+`));
  });

  test('every variable that is wrong has its line, and no secret is repeated', () => {
    const lines = refused({ PORT: 'x', LOG_LEVEL: 'x', SUPPORT_EMAIL: 'x', SESSION_SECRET: 'hunter2', SLACK_BOT_TOKEN: 'hunter3' });
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual([
      'LOG_LEVEL',
      'PORT',
      'SESSION_SECRET',
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'SUPPORT_EMAIL',
    ]);
    expect(lines.join('\n')).not.toMatch(/hunter/);
  });

  test('a half-set group names each variable that is missing', () => {
    expect(refused({ SLACK_CLIENT_ID: 'c' }).map((line) => line.split(' ')[0])).toEqual([
      'SLACK_SIGNING_SECRET',
      'SLACK_CLIENT_SECRET',
      'SLACK_STATE_SECRET',
    ]);
  });
});

test('ENCRYPTION_KEY may be several, the newest first, each long enough', () => {
  const env = { MONGODB_URI: 'mongodb://db', SESSION_SECRET: LONG };
  const { secrets } = readConfig({ ...env, ENCRYPTION_KEY: `${LONG}new, ${LONG}old` });
  expect(secrets.encryption).toEqual([`${LONG}new`, `${LONG}old`]);
  for (const bad of [`${LONG},short`, `${LONG},`, 'short'])
    expect(() => readConfig({ ...env, ENCRYPTION_KEY: bad })).toThrow('ENCRYPTION_KEY');
});
