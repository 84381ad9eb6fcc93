import { fileURLToPath } from 'node:url';

/** @returns where the compiled file of this room is, also for the tests, which run the sources: a process of its own needs JavaScript */
export function builtFile(name: string): string {
  const directory = import.meta.url.endsWith('.ts') ? '../../../dist/store/embedded/' : './';
  return fileURLToPath(new URL(`${directory}${name}.js`, import.meta.url));
}
