import type { RequestHandler, Router } from 'express';
import { type GroupListOptions, GroupLists } from '../provisioning/group-lists.ts';
import { createRateLimiter } from '../rate-limit.ts';
import { createSparing } from '../sparing.ts';
import { keepRequests, trimRequests } from '../store/scim-requests.ts';
import { watchTokens } from '../store/scim-token-changes.ts';
import type { Access } from './access.ts';
import { createAuthenticator } from './authenticate.ts';
import { createOAuthRouter } from './oauth.ts';
import { createRequestQueue } from './request-queue.ts';
import { elsewhere, findScim } from './requests.ts';
import { createScimRouter, type ScimOptions } from './router.ts';

export interface ScimEdge {
  /** To be mounted before all else that has paths. */
  find: RequestHandler;
  /** To be mounted at `/scim/v2`. */
  router: Router;
  /** The token endpoint, to be mounted at `/scim/oauth`. */
  oauth: Router;
  /** To be mounted at `/scim`, after both. */
  elsewhere: RequestHandler;
  /** Takes up the lists of members that a crash left. */
  resumeLists(): Promise<void>;
  /** Writes what the request log still has to; to be called before the database is closed. */
  stop(): Promise<void>;
}

export interface ScimEdgeOptions extends ScimOptions {
  /** What the request log may hold in all, before compression; beyond it the oldest go. */
  logBytes?: number;
  /** When a change of a group's members is too long for one commit. */
  lists?: Partial<GroupListOptions>;
}

const LOG_BYTES = 1024 ** 3;
const TRIM_EVERY_MS = 60_000;

/** The SCIM endpoint with all that guards it. */
export function createScimEdge({ logBytes = LOG_BYTES, lists: listOptions = {}, ...options }: ScimEdgeOptions): ScimEdge {
  const { means, log } = options;
  const { authenticate, forget } = createAuthenticator(means, log);
  const mayTrim = createSparing({ times: 1, everyMs: TRIM_EVERY_MS });
  const queue = createRequestQueue({
    log,
    write: async (requests) => {
      await keepRequests(means.db, requests);
      if (mayTrim('all', means.now())) await trimRequests(means.db, logBytes);
    },
  });
  const unwatch = watchTokens(means.db, forget, (reason) => log.info({ reason }, 'revoked SCIM tokens work for up to a second more'));
  const lists = new GroupLists(means, listOptions);
  const access: Access = { authenticate, take: createRateLimiter(means.now), queue };
  return {
    router: createScimRouter(options, lists, access),
    oauth: createOAuthRouter(options, access),
    find: findScim,
    elsewhere: elsewhere(`${options.publicUrl}/scim/v2`),
    resumeLists: () => lists.resume(),
    stop: async () => {
      await unwatch();
      await lists.stop();
      await queue.stop();
    },
  };
}
