/** What the product does with an input, from its text on, as the routes do it. */
const dist = (/** @type {string} */ file) => import(new URL(`../../dist/scim/${file}`, import.meta.url).href);
const [filters, match, paths, quirks, messages, patch, groups, resource, query, show, sort, schemas, translation, plan, mask, email] =
  await Promise.all(
    [
      ...['filter-resolve', 'filter-match', 'path', 'idp-quirks', 'messages', 'patch', 'group-patch', 'resource', 'query'],
      ...['projection', 'sort', 'schemas'],
    ]
      .map((name) => `protocol/${name}.js`)
      .concat('query.js', 'protocol/bulk-plan.js', 'mask.js', 'protocol/email.js')
      .map(dist),
  );
const { USER, GROUP } = schemas;
const LIMITS = { defaultCount: 100, maxCount: 1000 };

/** @typedef {Record<string, unknown>} Resource */

/** A filter, made a query and asked of one resource. @param {string} text @param {Resource} person */
export function filter(text, person) {
  const { filter: resolved } = filters.compileFilter(USER, text);
  translation.translate(USER, resolved);
  match.predicate(resolved)(person);
}

/** @param {string} text */
export const path = (text) => paths.parsePath(USER, text);

/** The body of a PATCH of a person. @param {string} text @param {Resource} person */
export function patchUser(text, person) {
  const body = JSON.parse(text);
  mask.maskBody(body, 16 * 1024);
  patch.applyPatch(USER, person, messages.parsePatchOp(quirks.normalisePatch(USER, body).body));
}

/** The body of a PATCH of a group. @param {string} text @param {object[]} present */
export function patchGroup(text, present) {
  const body = JSON.parse(text);
  mask.maskBody(body, 16 * 1024);
  const { attributes, members } = groups.groupPatch(messages.parsePatchOp(quirks.normalisePatch(GROUP, body).body));
  attributes({ id: 'g1', displayName: 'Night watch' });
  if (members.kind === 'compute') members.apply(present);
}

/** The body of a POST or PUT, and what it is answered with. @param {string} text @param {'User' | 'Group'} type */
export function body(text, type) {
  const sent = JSON.parse(text);
  mask.maskBody(sent, 16 * 1024);
  const schema = type === 'User' ? USER : GROUP;
  const read = resource.readResource(schema, quirks.normaliseResource(schema, sent).body).resource;
  email.emailOf(read);
  email.nameOf(read);
  sort.sortKey(sort.resolveSort(schema, 'displayName'), read);
  JSON.stringify(show.presentResource(schema, read));
}

/** The query of a list, and one resource shown by it. @param {string} text @param {Resource} person */
export function list(text, person) {
  const asked = query.parseListQuery(Object.fromEntries(new URLSearchParams(text)), LIMITS);
  if (asked.sortBy !== undefined) sort.sortKey(sort.resolveSort(USER, asked.sortBy), person);
  show.presentResource(USER, person, asked);
}

/** @param {string} text @param {Resource} person */
export function search(text, person) {
  const asked = query.parseSearchRequest(JSON.parse(text), LIMITS);
  if (asked.filter !== undefined) filter(asked.filter, person);
  show.presentResource(USER, person, asked);
}

/** @param {string} text */
export function bulk(text) {
  const { Operations } = messages.parseBulkRequest(JSON.parse(text));
  plan.planBulk(Operations);
}
