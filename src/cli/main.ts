import { runCli } from './run.ts';

/** `bin/rollcall`: the operator's commands. */
const { env, argv, stdout, stderr } = process;

// Whoever reads the output may stop early: `rollcall users | head`.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

// `app.ts` knows Slack, which the shell doesn't; it is large, so it is loaded by the one command that needs it.
const code = await runCli(argv.slice(2), {
  env,
  stdout,
  stderr,
  resync: async (...given) => (await import('../app.ts')).resyncFromShell(...given),
});

// A pipe takes long output bit by bit: it is empty when what was written last has gone.
await Promise.all([stdout, stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))));
process.exit(code);
