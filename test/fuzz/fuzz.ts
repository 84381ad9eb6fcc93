import fc from 'fast-check';
import { ScimError } from '../../src/scim/protocol/errors.ts';

/** How many inputs all targets get together, and the seed that makes them the same again: `npm run fuzz -- <count> <seed>`. */
const COUNT = Number(process.env['FUZZ_COUNT'] ?? 10_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

/** What a test file may take, on a busy machine too. */
export const TIME = 60_000 + COUNT * 5;

/** So many inputs have a seed of their own: a hang is found again without all that came before. */
const CHUNK = 5_000;
/** CPU time that no input of this size may take. Seen again before it counts, as a collection of garbage may fall into any. */
const TOO_LONG_MS = 250;

/**
 * Gives a target its share of the inputs. It may refuse an input with a ScimError; nothing else may be thrown, no prototype of the language may have
 * gained or lost a property, and none may take long.
 */
export function fuzz<T>(name: string, share: number, inputs: fc.Arbitrary<T>, target: (input: T) => void): void {
  const count = Math.ceil(COUNT * share);
  const guarded = fc.property(inputs, (input) => {
    const before = shape();
    const started = performance.now();
    refusing(() => target(input));
    if (performance.now() - started > TOO_LONG_MS) refuseSlow(input, target);
    if (shape() !== before) throw new Error('a prototype was changed');
  });
  for (let done = 0; done < count; done += CHUNK) {
    const seed = SEED * 1_000_003 + done;
    if (process.env['FUZZ_COUNT'] && done % (CHUNK * 10) === 0) process.stderr.write(`${name}: ${done} of ${count} (seed ${seed})\n`);
    fc.assert(guarded, { numRuns: Math.min(CHUNK, count - done), seed });
  }
}

/** Runs a step that may refuse with a ScimError. Gives what it gave, or undefined. */
export function refusing<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

/** `expect` would take longer than what it looks at. */
export function holds(condition: boolean, rule: string): void {
  if (!condition) throw new Error(`doesn't hold: ${rule}`);
}

function refuseSlow<T>(input: T, target: (input: T) => void): void {
  const before = process.cpuUsage();
  refusing(() => target(input));
  const { user } = process.cpuUsage(before);
  if (user / 1000 > TOO_LONG_MS) throw new Error(`took ${user / 1000} ms of CPU time`);
}

const PROTOTYPES: object[] = [Object.prototype, Array.prototype];
const shape = (): number => PROTOTYPES.reduce<number>((sum, prototype) => sum + Reflect.ownKeys(prototype).length, 0);
