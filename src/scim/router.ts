import express, { type Router } from 'express';
import type { Logger } from 'pino';
import type { GroupLists } from '../provisioning/group-lists.ts';
import type { Means } from '../provisioning/means.ts';
import { createScimLookUps } from '../store/reads/scim-look-ups.ts';
import type { Access } from './access.ts';
import { checkAddress } from './allow-list.ts';
import { BODY_LIMITS, type BodyLimits, createBodyParser } from './body.ts';
import { doBulk } from './bulk.ts';
import { cursorKey } from './cursor.ts';
import { createDiscovery } from './discovery.ts';
import { answerErrors } from './errors.ts';
import type { Scim } from './exchange.ts';
import { createGroup, deleteGroup, getGroup, patchGroup, replaceGroup } from './groups.ts';
import { limitRate } from './rate-limit.ts';
import { recordRequests } from './record-requests.ts';
import { beginRequest, exchangeWith, missing, notOffered, only, signIn } from './requests.ts';
import { listAll, listGroups, listUsers, searchAll, searchGroups, searchUsers } from './search.ts';
import { createUser, deleteUser, getUser, patchUser, replaceUser } from './users.ts';

export interface ScimOptions {
  means: Means;
  log: Logger;
  /** An origin without a trailing slash: what clients reach the product by. */
  publicUrl: string;
  /** Of the product's own, the same on every server: what cursors are sealed with is derived from it. */
  secret: string;
  /** See `Scim`. */
  listedMembers?: number;
  /** What is larger is answered 413. */
  bodyLimits?: BodyLimits;
}

/** The SCIM 2.0 service provider (RFC 7644), to be mounted at `/scim/v2`. Discovery of what is supported needs no token, and isn't logged. */
export function createScimRouter(options: ScimOptions, lists: GroupLists, access: Access): Router {
  const { means, log, publicUrl, secret, listedMembers = 50_000, bodyLimits = BODY_LIMITS } = options;
  const scim: Scim = {
    means,
    log,
    baseUrl: `${publicUrl}/scim/v2`,
    listedMembers,
    cursorKey: cursorKey(secret),
    lookUps: createScimLookUps(means.db),
    lists,
  };
  const discovery = createDiscovery(scim.baseUrl, bodyLimits.large);
  const on = exchangeWith(scim);
  const router = express.Router();

  router.use(beginRequest(means.newId));
  router.route('/ServiceProviderConfig').get(discovery.config).all(only('GET'));
  router.use(recordRequests({ queue: access.queue, now: means.now, log }), signIn(access.authenticate));
  router.use(checkAddress(log, means.now), limitRate(access.take), createBodyParser(bodyLimits));

  router.route('/ResourceTypes').get(discovery.types).all(only('GET'));
  router.route('/ResourceTypes/:id').get(discovery.type).all(only('GET'));
  router.route('/Schemas').get(discovery.schemas).all(only('GET'));
  router.route('/Schemas/:id').get(discovery.schema).all(only('GET'));

  router.route('/').get(on(listAll)).all(only('GET'));
  router.route('/.search').post(on(searchAll)).all(only('POST'));
  router.route('/Users/.search').post(on(searchUsers)).all(only('POST'));
  router.route('/Groups/.search').post(on(searchGroups)).all(only('POST'));

  router.route('/Users').get(on(listUsers)).post(on(createUser)).all(only('GET, POST'));
  router
    .route('/Users/:id')
    .get(on(getUser))
    .put(on(replaceUser))
    .patch(on(patchUser))
    .delete(on(deleteUser))
    .all(only('GET, PUT, PATCH, DELETE'));

  router.route('/Groups').get(on(listGroups)).post(on(createGroup)).all(only('GET, POST'));
  router
    .route('/Groups/:id')
    .get(on(getGroup))
    .put(on(replaceGroup))
    .patch(on(patchGroup))
    .delete(on(deleteGroup))
    .all(only('GET, PUT, PATCH, DELETE'));

  router.all('/Me', notOffered('/Me'));
  router.route('/Bulk').post(on(doBulk)).all(only('POST'));
  router.use(missing);
  router.use(answerErrors(log));
  return router;
}
