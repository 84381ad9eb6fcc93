/** `npm start`: sets up what is missing, then is the product. */
import { CommandFailed } from './run-command.mjs';
import { loadEnvFile, setUp } from './setup.mjs';

try {
  await setUp({ report: (line) => console.log(line) });
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
loadEnvFile();
await import(new URL('../dist/main.js', import.meta.url).href);
