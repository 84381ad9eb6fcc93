import { type Config, ConfigError, readConfig } from '../../config.ts';
import { checkDatabase } from './database.ts';
import { bad, type Finding, good } from './finding.ts';
import { checkScim } from './scim.ts';
import { checkSlack } from './slack.ts';

/** Checks everything that can be checked from here, one after the other. */
export async function examine(env: NodeJS.ProcessEnv, note: (line: string) => void): Promise<Finding[]> {
  const config = configuration(env);
  if (Array.isArray(config)) return config;
  return [
    good(
      'configuration',
      `${config.slack.kind === 'sandbox' ? 'sandbox workspace' : `Slack by ${config.slack.kind}`}, ${config.publicUrl}`,
    ),
    ...(await checkDatabase(config, env, note)),
    await checkScim(config.publicUrl, fetch),
    await checkSlack(config, fetch),
  ];
}

function configuration(env: NodeJS.ProcessEnv): Config | Finding[] {
  try {
    return readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.lines.map((line) => bad('configuration', line, 'Set it in the environment; .env.example says what each variable is'));
  }
}
