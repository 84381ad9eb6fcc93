import { type Product, startProduct } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { keepHeapSmall } from './heap.ts';
import { createLog } from './log.ts';
import { EmbeddedError } from './store/embedded/index.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Reads the environment, starts the product, and stops it on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  keepHeapSmall();
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const product = await startProduct(config, log, complain);
  greet(config, product);
  stopOnSignals(product);
}

function greet({ publicUrl, dataDir, database, slack }: Config, { sandbox }: Product): void {
  say('Rollcall is ready.');
  say(`  Dashboard   ${publicUrl}`);
  say(`  SCIM        ${publicUrl}/scim/v2`);
  if (sandbox) {
    say(`  Slack       ${sandbox.url}      the practice workspace: act as its members`);
    say(`  IdP         ${sandbox.url}/idp  the practice IdP: push people and groups`);
    say('  Sign in     open the dashboard, choose Sign in with Slack, and pick whom to be');
  }
  if (slack.kind === 'oauth') say(`  Install     ${publicUrl}/slack/install  in each workspace`);
  if (database.kind === 'embedded') say(`  Data        ${dataDir}`);
  say('  Stop        Ctrl-C');
}

function stopOnSignals(product: Product): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return; // npm passes on what the terminal has sent already
      stopping = true;
      product.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          complain(`Rollcall did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
          process.exit(1);
        },
      );
    });
  }
}

main().catch((error: unknown) => {
  for (const line of linesOf(error)) complain(line);
  process.exit(1);
});

function linesOf(error: unknown): string[] {
  if (error instanceof ConfigError) return error.lines;
  if (error instanceof EmbeddedError) return [error.message];
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return ['The port is taken: stop what uses it, or set PORT to another one'];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}
