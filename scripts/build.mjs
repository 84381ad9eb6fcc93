/** `npm run build`: dependencies and build, without starting anything (for an image, or before a deployment). */
import { CommandFailed } from './run-command.mjs';
import { setUp } from './setup.mjs';

try {
  await setUp();
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
