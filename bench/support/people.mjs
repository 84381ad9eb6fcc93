/** The people that the benchmarks send. */

/** A person as an IdP pushes them: about 0.7 kB. @param {string | number} n */
export const person = (n) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
  userName: userName(n),
  externalId: `00u-bench-${n}`,
  name: { givenName: 'Bench', familyName: `Person ${n}`, formatted: `Bench Person ${n}` },
  displayName: `Bench Person ${n}`,
  title: 'Site reliability engineer',
  emails: [{ value: userName(n), type: 'work', primary: true }],
  phoneNumbers: [{ value: '+44 20 7946 0000', type: 'work' }],
  locale: 'en_GB',
  active: true,
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Platform', employeeNumber: String(n), costCenter: 'CC-42' },
});

/** @param {string | number} n */
export const userName = (n) => `bench.${n}@larkspur.example`;

/** @param {string | number} n */
export const byUserName = (n) => `/Users?filter=${encodeURIComponent(`userName eq "${userName(n)}"`)}&startIndex=1&count=100`;

/** @param {object[]} operations */
export const patchOp = (...operations) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations });

/** Every one of a list, in an order that no cache foresees. @template T @param {readonly T[]} list @param {number} i @returns {T} */
export const nth = (list, i) => /** @type {T} */ (list[(i * 7919) % list.length]);
