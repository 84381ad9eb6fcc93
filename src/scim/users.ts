import type { Work } from '../provisioning/commit.ts';
import { changeScimUser, createScimUser, deleteScimUser, wakeUser } from '../provisioning/record-scim-user.ts';
import type { ScimUser } from '../rules/model.ts';
import type { GroupOfMember } from '../store/reads/groups-around.ts';
import { answerHead } from './answer-head.ts';
import { type Exchange, idOf, noteManners } from './exchange.ts';
import { userResource, wants } from './present.ts';
import { notFound } from './protocol/errors.ts';
import { ifNoneMatch, weakTag } from './protocol/etag.ts';
import { normalisePatch, normaliseResource } from './protocol/idp-quirks.ts';
import type { JsonObject } from './protocol/json.ts';
import { parsePatchOp } from './protocol/messages.ts';
import { applyPatch } from './protocol/patch.ts';
import { presentResource } from './protocol/projection.ts';
import { parseProjection } from './protocol/query.ts';
import { readResource } from './protocol/resource.ts';
import { USER } from './protocol/schemas.ts';
import { sendEmpty, sendJson } from './respond.ts';
import { changedUserInput, newUserInput, patchable, replacedUserInput, sameUserInput } from './to-facts.ts';
import { checkVersion, write } from './write.ts';

/** POST /Users (RFC 7644 §3.3, rule L6). */
export async function createUser(x: Exchange): Promise<void> {
  const written = await write(x, withGroups(createScimUser(newUserInput(readBody(x)))));
  await answer(x, 201, written.user, written.groups);
}

/** What a verb gives, and that its user is in no group where that is so: then nothing has to be read again to answer. */
const withGroups =
  (verb: Work<ScimUser>): Work<{ user: ScimUser; groups: [] | undefined }> =>
  (world) => {
    const user = verb(world);
    return { user, groups: world.table.memberships.find('member', user.id).length === 0 ? [] : undefined };
  };

/** GET /Users/{id} (RFC 7644 §3.4.1); one that sleeps wakes (I8). */
export async function getUser(x: Exchange): Promise<void> {
  const { organizationId, epoch } = x.caller;
  const wanted = wants(USER, 'groups', parseProjection(x.req.query));
  const [found, groups] = await Promise.all([
    x.scim.lookUps.userById({ org: organizationId, id: idOf(x) }),
    wanted ? groupsOf(x, idOf(x)) : [],
  ]);
  if (!found) throw notFound('There is no such user.');
  const user = found.epoch === epoch ? found : await write(x, wakeUser(found.id));
  if (!ifNoneMatch(x.req.get('if-none-match'), weakTag(user.version))) return answer(x, 200, user, groups);
  answerHead(x, USER, user);
  sendEmpty(x.res, 304);
}

/** PUT /Users/{id} (RFC 7644 §3.5.1). */
export async function replaceUser(x: Exchange): Promise<void> {
  const resource = readBody(x);
  const change = (current: ScimUser) => {
    checkVersion(x, current.version);
    return replacedUserInput(current, resource);
  };
  const { user, groups } = await write(x, withGroups(changeScimUser(idOf(x), change)));
  await answer(x, 200, user, groups);
}

/** PATCH /Users/{id} (RFC 7644 §3.5.2): all or nothing. */
export async function patchUser(x: Exchange): Promise<void> {
  const { body, quirks } = normalisePatch(USER, x.req.body);
  const operations = parsePatchOp(body);
  const change = (current: ScimUser) => {
    checkVersion(x, current.version);
    const { resource, changed, dropped } = applyPatch(USER, patchable.user(current), operations);
    noteManners(x, { quirks, dropped });
    return changed ? changedUserInput(current, resource) : sameUserInput(current);
  };
  const { user, groups } = await write(x, withGroups(changeScimUser(idOf(x), change)));
  await answer(x, 200, user, groups);
}

/** DELETE /Users/{id} (RFC 7644 §3.6). */
export async function deleteUser(x: Exchange): Promise<void> {
  await write(
    x,
    deleteScimUser(idOf(x), ({ version }) => checkVersion(x, version)),
  );
  sendEmpty(x.res, 204);
}

function readBody(x: Exchange): JsonObject {
  const { body, quirks } = normaliseResource(USER, x.req.body);
  const { resource, dropped } = readResource(USER, body);
  noteManners(x, { quirks, dropped });
  return resource;
}

/** @param known the user's groups, where they have been read already, or nobody wants them */
async function answer(x: Exchange, status: 200 | 201, user: ScimUser, known?: GroupOfMember[]): Promise<void> {
  const query = parseProjection(x.req.query);
  answerHead(x, USER, user);
  const groups = known ?? (wants(USER, 'groups', query) ? await groupsOf(x, user.id) : []);
  sendJson(x.res, status, presentResource(USER, userResource(x.scim.baseUrl, user, groups), query));
}

const groupsOf = ({ scim, caller }: Exchange, id: string): Promise<GroupOfMember[]> =>
  scim.lookUps.groupsOf({ org: caller.organizationId, epoch: caller.epoch, id });
