import { execFile } from 'node:child_process';

/** The oldest that everything here was tried with. */
const OLDEST_MAJOR = 6;

/**
 * Tries a binary: one for another system, or without its libraries, exists and yet doesn't run.
 * @returns its version, such as `6.0.5`
 * @throws Error with one line about why it can't be used
 */
export async function mongodVersion(path: string): Promise<string> {
  const output = await new Promise<string>((resolve, reject) => {
    execFile(path, ['--version'], { timeout: 15_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${path} doesn't run: ${(stderr.trim() || error.message).split('\n')[0]}`));
    });
  });
  const version = /db version v(\d+\.\d+\.\d+)/.exec(output)?.[1];
  if (version === undefined) throw new Error(`${path} isn't mongod`);
  return version;
}

/**
 * Whether this mongod can take the files that another version made (docs "Upgrade": one major version at a time, none skipped, never back).
 * @param createdBy undefined when there are no files yet
 * @returns undefined when it can, else why not
 */
export function whyNot(version: string, createdBy: string | undefined): string | undefined {
  const [major, minor] = numbers(version);
  if (major < OLDEST_MAJOR) return `mongod ${version} is too old (${OLDEST_MAJOR}.0 or later is needed)`;
  if (createdBy === undefined) return undefined;
  const [createdMajor, createdMinor] = numbers(createdBy);
  const same = major === createdMajor && minor >= createdMinor;
  const next = major === createdMajor + 1 && minor === 0;
  return same || next ? undefined : `mongod ${version} can't open files made by ${createdBy}`;
}

function numbers(version: string): [major: number, minor: number] {
  const [major, minor] = version.split('.').map(Number);
  return [major ?? 0, minor ?? 0];
}
