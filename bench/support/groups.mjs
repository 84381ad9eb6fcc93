/** Groups that a row needs; none of this is timed. */
import { complain } from './directory.mjs';
import { send } from './install.mjs';
import { patchOp } from './people.mjs';

/**
 * A group without members. @returns {Promise<string>} its id
 * @param {import('./rounds.mjs').Bench} bench @param {string} displayName
 */
export async function newGroup({ stage }, displayName) {
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
  return (await send(stage.url, stage.token, 'POST', '/Groups', { schemas, displayName })).id;
}

/** Fills a group, a thousand members a PATCH. @param {import('./rounds.mjs').Bench} bench @param {string} group @param {string[]} ids */
export async function fill({ sides }, group, ids) {
  const request = (/** @type {number} */ i) => addMembers(group, ids.slice(i * 1000, (i + 1) * 1000));
  complain(await sides.product({ connections: 1, count: Math.ceil(ids.length / 1000), request }));
}

/** @param {string} group @param {string[]} ids */
export const addMembers = (group, ids) => ({
  method: 'PATCH',
  path: `/Groups/${group}`,
  body: patchOp({ op: 'add', path: 'members', value: ids.map((value) => ({ value })) }),
});

/** @param {string} group @param {string} id */
export const removeMember = (group, id) => ({
  method: 'PATCH',
  path: `/Groups/${group}`,
  body: patchOp({ op: 'remove', path: `members[value eq "${id}"]` }),
});

let memberships = 0;

/** What the floor stores for a membership: as many bytes as it takes to say who is where, each one new. @param {string} group */
export const floorMembership = (group) => ({
  groupId: group,
  memberId: `00000000-0000-4000-8000-${String(memberships++).padStart(12, '0')}`,
});
