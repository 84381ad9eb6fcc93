import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readSlack, type SlackConfig, slackShape } from './config-slack.ts';
import { parseIpRanges } from './provisioning/ip-ranges.ts';
import { LOOPBACK as LOOPBACK_NETWORKS } from './provisioning/webhook-targets.ts';

/** The environment as a typed value. Everything else takes what it needs from here. */
export type Config = {
  port: number;
  host: string;
  /** What IdPs, Slack and browsers are told: an origin without a trailing slash. */
  publicUrl: string;
  database: { kind: 'external'; uri: string } | { kind: 'embedded' };
  /** Absolute. A relative ROLLCALL_DATA_DIR is taken from the checkout, so that `bin/rollcall` finds it from anywhere. */
  dataDir: string;
  slack: SlackConfig;
  /** Socket Mode in place of HTTP. */
  appToken?: string;
  /** Where Slack's Web API is; ends in `/api/`. */
  slackApiUrl: string;
  oidcIssuer: string;
  /** Both are there with an external database; with the embedded one `loadSecrets` makes what is missing. */
  secrets: { session?: string; encryption?: string[] };
  /** The largest bodies that SCIM reads, in bytes: of a group or a bulk request, and of all else. */
  scimBodies: { large: number; other: number };
  logLevel: LogLevel;
  supportEmail: string | null;
  /** Networks to which webhooks may go although they aren't public: addresses and CIDR ranges, with commas between. */
  webhookNetworks: string;
};

export type LogLevel = (typeof LOG_LEVELS)[number];

/** pino's levels. */
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** An environment that can't be used: `lines` has one clear sentence for each variable that is wrong, with no value of a secret in it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly lines: string[];

  constructor(lines: string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

const CHECKOUT = fileURLToPath(new URL('..', import.meta.url));
const PORT_RULE = 'must be a whole number from 1 to 65535';
const SECRET_RULE = 'must have at least 32 characters (try: openssl rand -hex 32)';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const secret = z.string().min(32, SECRET_RULE).optional();

/** Several, the newest first: the older ones read what was encrypted before. */
const secrets = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine((all) => all.every((one) => one.length >= 32), `${SECRET_RULE}; several, the newest first, are separated by commas`)
  .optional();

const MIB = 1024 * 1024;
const MIB_RULE = 'must be a whole number of MiB from 1 to 256';

const mebibytes = z
  .string()
  .regex(/^\d{1,3}$/, MIB_RULE)
  .transform(Number)
  .pipe(z.number().min(1, MIB_RULE).max(256, MIB_RULE))
  .transform((count) => count * MIB);

const shape = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT_RULE)
    .transform(Number)
    .pipe(z.number().min(1, PORT_RULE).max(65_535, PORT_RULE))
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or an IP address, such as 0.0.0.0')
    .optional(),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, 'must be an http or https address without a path, such as https://rollcall.example.com')
    .optional(),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/[^/\s]+/, 'must start with mongodb:// or mongodb+srv:// and name a host')
    .optional(),
  ROLLCALL_DATA_DIR: z.string().default('.rollcall'),
  ...slackShape,
  SLACK_API_URL: z
    .string()
    .refine((value) => isHttp(value) && value.endsWith('/api/'), 'must be an http or https address that ends in /api/')
    .default('https://slack.com/api/'),
  SLACK_OIDC_ISSUER: z.string().refine(isIssuer, 'must be an https address (plain http only on loopback)').default('https://slack.com'),
  SESSION_SECRET: secret,
  ENCRYPTION_KEY: secrets,
  SCIM_LARGE_BODY_MIB: mebibytes.default(16 * MIB),
  SCIM_BODY_MIB: mebibytes.default(MIB),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  SUPPORT_EMAIL: z.email('must be an email address').optional(),
  WEBHOOK_ALLOWED_NETWORKS: z
    .string()
    .refine(
      (value) => parseIpRanges(value) !== null,
      'must be addresses and CIDR ranges with commas between, such as 10.0.0.0/8,192.168.7.1',
    )
    .default(''),
});

type Environment = z.infer<typeof shape>;

/**
 * Reads the environment, as .env.example describes it.
 * @param env the variables; an empty or blank one counts as not set
 * @param checkout what a relative data directory is taken from
 * @throws ConfigError with one line for each variable that is wrong or missing
 */
export function readConfig(env: NodeJS.ProcessEnv, checkout: string = CHECKOUT): Config {
  const raw = withoutBlanks(env);
  const parsed = shape.safeParse(raw);
  const slack = readSlack(raw);
  const lines = [...(parsed.success ? [] : oneLineEach(parsed.error)), ...slack.problems, ...missingSecrets(raw)];
  if (!parsed.success || lines.length > 0) throw new ConfigError(lines);
  return compose(parsed.data, slack.config, checkout);
}

function compose(values: Environment, slack: SlackConfig, checkout: string): Config {
  return {
    port: values.PORT,
    host: values.HOST ?? (slack.kind === 'sandbox' ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: values.PUBLIC_URL === undefined ? `http://localhost:${values.PORT}` : new URL(values.PUBLIC_URL).origin,
    database: values.MONGODB_URI === undefined ? { kind: 'embedded' } : { kind: 'external', uri: values.MONGODB_URI },
    dataDir: resolve(checkout, values.ROLLCALL_DATA_DIR),
    slack,
    ...(values.SLACK_APP_TOKEN === undefined ? {} : { appToken: values.SLACK_APP_TOKEN }),
    slackApiUrl: values.SLACK_API_URL,
    oidcIssuer: values.SLACK_OIDC_ISSUER,
    secrets: {
      ...(values.SESSION_SECRET === undefined ? {} : { session: values.SESSION_SECRET }),
      ...(values.ENCRYPTION_KEY === undefined ? {} : { encryption: values.ENCRYPTION_KEY }),
    },
    scimBodies: { large: values.SCIM_LARGE_BODY_MIB, other: values.SCIM_BODY_MIB },
    logLevel: values.LOG_LEVEL,
    supportEmail: values.SUPPORT_EMAIL ?? null,
    // On the practice workspace all is on this machine.
    webhookNetworks: [values.WEBHOOK_ALLOWED_NETWORKS, ...(slack.kind === 'sandbox' ? [LOOPBACK_NETWORKS] : [])].filter(Boolean).join(','),
  };
}

/** Generated secrets live beside the embedded database; with another database several servers must share them, so they are asked for. */
function missingSecrets(values: Record<string, string>): string[] {
  if (values.MONGODB_URI === undefined) return [];
  const missing = (['SESSION_SECRET', 'ENCRYPTION_KEY'] as const).filter((name) => values[name] === undefined);
  return missing.map((name) => `${name} is required with MONGODB_URI: it ${SECRET_RULE}`);
}

function withoutBlanks(env: NodeJS.ProcessEnv): Record<string, string> {
  const set = Object.entries(env).map(([name, value]) => [name, value?.trim() ?? ''] as const);
  return Object.fromEntries(set.filter(([, value]) => value !== ''));
}

/** The first complaint about each variable: a second one about the same helps nobody. */
function oneLineEach(error: z.ZodError): string[] {
  const lines = new Map<string, string>();
  for (const issue of error.issues) {
    const name = String(issue.path[0]);
    if (!lines.has(name)) lines.set(name, `${name} ${issue.message}`);
  }
  return [...lines.values()];
}

function isHttp(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.search === '' && url.hash === '' && url.username === '';
}

function isOrigin(value: string): boolean {
  return isHttp(value) && new URL(value).pathname === '/';
}

/** OpenID Connect Discovery 1.0, section 2: an issuer is an https URL without query or fragment; loopback is for trying. */
function isIssuer(value: string): boolean {
  return isHttp(value) && (value.startsWith('https:') || LOOPBACK.has(new URL(value).hostname));
}
