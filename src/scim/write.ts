import { type Work } from '../provisioning/commit.ts';
import type { Asked } from '../provisioning/group-lists.ts';
import type { Origin } from '../rules/model.ts';
import type { Exchange } from './exchange.ts';
import { unauthorized, versionMismatch } from './protocol/errors.ts';
import { ifMatch, ifNoneMatch, weakTag } from './protocol/etag.ts';

/**
 * Runs a verb for the caller's organization. A token may be known for a second longer than it lives, so whether its install still stands is
 * looked at together with what is written.
 * @throws ScimError 401 when it doesn't, and whatever the verb throws
 */
export const write = <T>(x: Exchange, work: Work<T>): Promise<T> => asking(x).write(work);

/** The request as those see it who may commit several times for it. */
export function asking({ scim, caller, requestId }: Exchange): Asked {
  const { id, name } = caller.token;
  const { organizationId } = caller;
  const origin: Origin = { actor: { type: 'scim_token', id, name }, cause: { type: 'scim_request', id: requestId }, at: scim.means.now() };
  return {
    organizationId,
    origin,
    write: (work) =>
      scim.means.committer.commit(organizationId, origin, (world) => {
        const { state, epoch } = world.policy.scim;
        if (state === 'not_installed' || epoch !== caller.epoch) throw unauthorized('The token has been revoked.');
        return work(world);
      }),
  };
}

/** If-Match and If-None-Match of a request that writes (RFC 7644 §3.14, RFC 9110 §13.1). @throws ScimError 412 */
export function checkVersion({ req }: Exchange, version: number): void {
  const tag = weakTag(version);
  if (!ifMatch(req.get('if-match'), tag) || ifNoneMatch(req.get('if-none-match'), tag)) {
    throw versionMismatch(`The resource has changed since: its version is ${tag} now.`);
  }
}
