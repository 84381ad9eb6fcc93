import type { MemberValue } from '../provisioning/member-targets.ts';
import type { MembersChange, MembersDelta } from '../provisioning/record-scim-group.ts';
import type { Membership, ScimGroup } from '../rules/model.ts';
import type { ShownMember } from '../store/reads/scim-memberships.ts';
import { readScimGroup } from '../store/reads/scim-resources.ts';
import { answerHead } from './answer-head.ts';
import { type Exchange, idOf, noteManners } from './exchange.ts';
import { groupJson } from './members.ts';
import { wants } from './present.ts';
import { notFound } from './protocol/errors.ts';
import { ifNoneMatch, weakTag } from './protocol/etag.ts';
import { groupPatch } from './protocol/group-patch.ts';
import { normalisePatch, normaliseResource } from './protocol/idp-quirks.ts';
import { isObject, type JsonObject } from './protocol/json.ts';
import type { MembersChange as MembersPatch } from './protocol/member-steps.ts';
import { type Member, readMembers } from './protocol/members.ts';
import { parsePatchOp } from './protocol/messages.ts';
import { parseProjection } from './protocol/query.ts';
import { readResource } from './protocol/resource.ts';
import { GROUP } from './protocol/schemas.ts';
import { sendEmpty, streamJson } from './respond.ts';
import { changedGroupInput, groupInput, memberValues, patchable, sameGroupInput } from './to-facts.ts';
import { asking, checkVersion } from './write.ts';

/** A PATCH of a larger group, without `attributes`, is answered 204: a body without its members would be a lie. */
const MAX_MEMBERS_ANSWERED = 100;

/** More items of a list than the request log has room for. */
const MAX_SHOWN = 1000;

/** POST /Groups (RFC 7644 §3.3, rule I8). */
export async function createGroup(x: Exchange): Promise<void> {
  const { resource, members } = readBody(x);
  const group = await x.scim.lists.create(asking(x), groupInput(resource), members ?? []);
  await answer(x, 201, group, members?.length ? undefined : []);
}

/** GET /Groups/{id} (RFC 7644 §3.4.1), however many members; one that sleeps wakes (I8). */
export async function getGroup(x: Exchange): Promise<void> {
  const found = await readScimGroup(x.scim.means.db, x.caller.organizationId, idOf(x));
  if (!found) throw notFound('There is no such group.');
  const group = found.epoch === x.caller.epoch ? found : await x.scim.lists.wake(asking(x), found.id);
  if (!ifNoneMatch(x.req.get('if-none-match'), weakTag(group.version))) return answer(x, 200, group);
  answerHead(x, GROUP, group);
  sendEmpty(x.res, 304);
}

/** PUT /Groups/{id} (RFC 7644 §3.5.1); an omitted `members` leaves the members alone. */
export async function replaceGroup(x: Exchange): Promise<void> {
  const { resource, members } = readBody(x);
  const change = (current: ScimGroup) => {
    checkVersion(x, current.version);
    const membersChange: MembersChange = members ? { kind: 'replace', members } : { kind: 'none' };
    return { group: changedGroupInput(current, resource), members: membersChange };
  };
  await answer(x, 200, await x.scim.lists.change(asking(x), idOf(x), change));
}

/** PATCH /Groups/{id} (RFC 7644 §3.5.2): a difference, which costs the same however large the group is. */
export async function patchGroup(x: Exchange): Promise<void> {
  const { body, quirks } = normalisePatch(GROUP, x.req.body);
  const patch = groupPatch(parsePatchOp(body));
  shorten(x.req);
  const change = (current: ScimGroup) => {
    checkVersion(x, current.version);
    const { resource, changed, dropped } = patch.attributes(patchable.group(current));
    noteManners(x, { quirks, dropped: [...patch.dropped, ...dropped] });
    const group = changed ? changedGroupInput(current, resource) : sameGroupInput(current);
    return { group, members: membersChange(patch.members) };
  };
  await answerPatch(x, await x.scim.lists.change(asking(x), idOf(x), change, named(patch.members)));
}

/** DELETE /Groups/{id} (RFC 7644 §3.6). */
export async function deleteGroup(x: Exchange): Promise<void> {
  await x.scim.lists.delete(asking(x), idOf(x), ({ version }) => checkVersion(x, version));
  sendEmpty(x.res, 204);
}

/** The group as sent, and its members where the body names them at all. */
function readBody(x: Exchange): { resource: JsonObject; members: MemberValue[] | undefined } {
  const { body, quirks } = normaliseResource(GROUP, x.req.body);
  const { resource: whole, dropped, given } = readResource(GROUP, body);
  noteManners(x, { quirks, dropped });
  const { members: listed, ...resource } = whole;
  const members = given.has('members') ? memberValues(readMembers(listed, [])) : undefined;
  shorten(x.req);
  return { resource, members };
}

/** The request log shows how a body begins, so 100,000 members need not stay in memory for it while they are worked off. */
function shorten(req: Exchange['req']): void {
  req.body = beginningOf(req.body, 0);
}

function beginningOf(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return value.slice(0, MAX_SHOWN).map((item) => beginningOf(item, depth + 1));
  if (!isObject(value) || depth > 2) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, beginningOf(inner, depth + 1)]));
}

/** The protocol's change of members in the words of provisioning. */
function membersChange(patch: MembersPatch): MembersChange {
  switch (patch.kind) {
    case 'none':
      return patch;
    case 'replace':
      return { kind: 'replace', members: memberValues(patch.members) };
    case 'delta':
      return { kind: 'delta', remove: patch.remove, add: memberValues(patch.add) };
    case 'compute':
      return { kind: 'compute', deltaFrom: (present) => deltaOf(present.map(memberOf), patch.apply) };
  }
}

function deltaOf(before: Member[], apply: (present: readonly Member[]) => Member[]): MembersDelta {
  const after = apply(before);
  const [was, is] = [idsOf(before), idsOf(after)];
  const remove = before.filter(({ value }) => !is.has(value)).map(({ value }) => value);
  return { remove, add: memberValues(after.filter(({ value }) => !was.has(value))) };
}

const named = (patch: MembersPatch): string[] => (patch.kind === 'delta' ? [...patch.add.map(({ value }) => value), ...patch.remove] : []);

const memberOf = ({ value, memberType, display }: Membership): Member => ({
  value,
  ...(memberType ? { type: memberType } : {}),
  ...(display ? { display } : {}),
});

const idsOf = (members: readonly Member[]): Set<string> => new Set(members.map(({ value }) => value));

/** The whole group, streamed. */
async function answer(x: Exchange, status: 200 | 201, group: ScimGroup, members?: ShownMember[]): Promise<void> {
  answerHead(x, GROUP, group);
  await streamJson(x.res, status, groupJson(x, group, parseProjection(x.req.query), members));
}

/** Members of a large group are neither counted nor read. */
async function answerPatch(x: Exchange, group: ScimGroup): Promise<void> {
  const query = parseProjection(x.req.query);
  if (query.attributes || !wants(GROUP, 'members', query)) return answer(x, 200, group);
  if (group.memberCount <= MAX_MEMBERS_ANSWERED)
    return answer(x, 200, group, await x.scim.lookUps.membersOf({ org: x.caller.organizationId, id: group.id }));
  answerHead(x, GROUP, group);
  sendEmpty(x.res, 204);
}
