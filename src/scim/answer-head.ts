import type { Exchange } from './exchange.ts';
import { locationOf } from './present.ts';
import { weakTag } from './protocol/etag.ts';
import type { ResourceSchema } from './protocol/schemas.ts';

/**
 * The headers of an answer that is about one resource: its version, and where it is. RFC 7643 §3.1 wants `Content-Location` to be `meta.location`; RFC 7644
 * shows `Location` in answers to GET, PUT and PATCH too, and clients look for it there (Apache SCIMple).
 */
export function answerHead({ scim, res }: Exchange, type: ResourceSchema, { id, version }: { id: string; version: number }): void {
  const location = locationOf(scim.baseUrl, type, id);
  res.setHeader('ETag', weakTag(version));
  res.setHeader('Location', location);
  res.setHeader('Content-Location', location);
}
