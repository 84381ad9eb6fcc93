import { setTimeout as sleep } from 'node:timers/promises';
import { runSweep } from '../provisioning/sweep.ts';
import type { ApiOptions } from './services.ts';

const RETRY_MS = 2000;
const TRIES = 1000;

/**
 * I6: brings everybody in line after a confirmation was accepted, without anybody waiting for it. While the database can't be reached
 * it is tried again; what ends before it is done is taken up at the next start (`resumeSweeps`).
 */
export function sweepInBackground({ means, log }: Pick<ApiOptions, 'means' | 'log'>, organizationId: string): void {
  void run();

  async function run(): Promise<void> {
    for (let tries = 1; tries <= TRIES; tries++) {
      try {
        return await runSweep(means, organizationId);
      } catch (error) {
        log.error({ err: error, organizationId, tries }, 'bringing users in line after the confirmation failed, trying again');
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    }
  }
}
