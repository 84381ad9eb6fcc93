import type { Exchange } from './exchange.ts';
import { createGroup, deleteGroup, patchGroup, replaceGroup } from './groups.ts';
import { KeptReply } from './kept-reply.ts';
import { locationOf } from './present.ts';
import { type BulkTarget, readBulkPath } from './protocol/bulk-plan.ts';
import { invalidSyntax, methodNotAllowed, notFound } from './protocol/errors.ts';
import type { BulkOperation } from './protocol/messages.ts';
import { GROUP, type ResourceSchema, USER } from './protocol/schemas.ts';
import { createUser, deleteUser, patchUser, replaceUser } from './users.ts';

type Handle = (x: Exchange) => Promise<void>;

/** The handlers of single requests. */
const HANDLERS: Record<BulkTarget['endpoint'], { type: ResourceSchema; handle: Record<BulkOperation['method'], Handle> }> = {
  Users: { type: USER, handle: { POST: createUser, PUT: replaceUser, PATCH: patchUser, DELETE: deleteUser } },
  Groups: { type: GROUP, handle: { POST: createGroup, PUT: replaceGroup, PATCH: patchGroup, DELETE: deleteGroup } },
};

/** What an operation came to. */
export interface Done {
  status: number;
  location: string | undefined;
  version: string | undefined;
}

/** Where the resource is that an operation's path names; undefined where it names none (RFC 7644 §3.7.3: only a failed POST has no location). */
export function targetLocation(x: Exchange, path: string): string | undefined {
  const target = readBulkPath(path);
  return target?.id === undefined ? undefined : locationOf(x.scim.baseUrl, HANDLERS[target.endpoint].type, decoded(target.id) ?? target.id);
}

/**
 * Does one operation of a bulk request as a request of its own is done, by the same handler. The handler asks for its write before this returns, so
 * that operations that are begun one after another are written in that order.
 * @throws as the handler does; ScimError 404, 405 for a path or a method that there isn't
 */
export async function doOperation(
  x: Exchange,
  { method, path, version, data }: Pick<BulkOperation, 'method' | 'path' | 'data'> & { version?: string | undefined },
): Promise<Done> {
  const target = readBulkPath(path);
  if (!target) throw notFound(`There is no ${path.slice(0, 100)} here.`);
  if ((method === 'POST') !== (target.id === undefined)) throw methodNotAllowed(`${method} can't be done at ${path.slice(0, 100)}.`);
  const id = target.id === undefined ? '' : decoded(target.id);
  if (id === undefined) throw invalidSyntax('The path must be properly encoded.');
  const res = new KeptReply(x.res.locals);
  const get = (header: string): string | undefined => (header.toLowerCase() === 'if-match' ? version : undefined);
  // Nobody sees the bodies of these answers: they need nothing that costs a look-up.
  const req = { body: data, query: { attributes: 'id' }, params: { id }, get };
  await HANDLERS[target.endpoint].handle[method]({ ...x, req, res });
  return { status: res.statusCode, location: res.header('location') ?? targetLocation(x, path), version: res.header('etag') };
}

function decoded(id: string): string | undefined {
  try {
    return decodeURIComponent(id);
  } catch {
    return undefined;
  }
}
