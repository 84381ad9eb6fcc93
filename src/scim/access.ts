import type { RateLimiter } from '../rate-limit.ts';
import type { Caller } from './caller.ts';
import type { RequestQueue } from './request-queue.ts';

/** What the routers of the SCIM edge share. */
export interface Access {
  authenticate: (header: string | undefined) => Promise<Caller>;
  take: RateLimiter;
  queue: RequestQueue;
}
