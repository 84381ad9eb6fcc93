/**
 * `npm run bench scim`: the running product against a bare Express route with one driver call, in one run on one MongoDB. Each slot of
 * the product has a slot of the floor right before it; a row's ratio is the median over the rounds. Nothing here asserts.
 */
import { load, median } from './support/load.mjs';
import { person, setStage } from './support/stage.mjs';

const ROUNDS = 3;
const CONNECTIONS = 16;
const stage = await setStage();
const startMb = stage.residentMb();
let peakMb = startMb;
let serial = 0;
let failures = 0;

const scim = (/** @type {Omit<Parameters<typeof load>[0], 'origin' | 'token'>} */ plan) =>
  load({
    ...plan,
    origin: stage.url,
    token: stage.token,
    request: (i) => ({ ...plan.request(i), path: `/scim/v2${plan.request(i).path}` }),
  });
const floor = (/** @type {Omit<Parameters<typeof load>[0], 'origin'>} */ plan) => load({ ...plan, origin: stage.floor });

/**
 * @param {string} name
 * @param {string} goal
 * @param {(round: number) => Promise<[import('./support/load.mjs').Figures, import('./support/load.mjs').Figures]>} round floor, then product
 */
async function row(name, goal, round) {
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) {
    rounds.push(await round(i));
    peakMb = Math.max(peakMb, stage.residentMb());
  }
  const ratios = rounds.map(([base, ours]) => ours.perSecond / base.perSecond);
  const failed = rounds.reduce((sum, [, ours]) => sum + ours.failed, 0);
  failures += failed;
  const ours = rounds.map((pair) => pair[1]);
  const range = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`;
  const speed = `${Math.round(median(ours.map((f) => f.perSecond)))}/s`;
  const times = `p50 ${median(ours.map((f) => f.p50)).toFixed(1)} ms, p99 ${median(ours.map((f) => f.p99)).toFixed(1)} ms`;
  console.log(
    `${name.padEnd(34)} ratio ${median(ratios).toFixed(2)} (${range}; goal ${goal})  ${speed}  ${times}${failed ? `  FAILED ${failed}: ${ours.find((f) => f.firstFailure)?.firstFailure}` : ''}`,
  );
}

/** People made by one slot, by number. @param {number} count */
const fresh = (count) => {
  const from = serial;
  serial += count;
  return from;
};

const create = async (/** @type {number} */ count, /** @type {number} */ connections) => {
  const [a, b] = [fresh(count), fresh(count)];
  const base = await floor({ connections, count, request: (i) => ({ method: 'POST', path: '/users', body: person(`f${a + i}`) }) });
  const ours = await scim({ connections, count, request: (i) => ({ method: 'POST', path: '/Users', body: person(b + i) }) });
  known.push(...Array.from({ length: count }, (_, i) => b + i));
  floorKnown.push(...Array.from({ length: count }, (_, i) => a + i));
  return /** @type {[import('./support/load.mjs').Figures, import('./support/load.mjs').Figures]} */ ([base, ours]);
};
/** @type {number[]} */
const known = [];
/** @type {number[]} */
const floorKnown = [];
const nth = (/** @type {number[]} */ list, /** @type {number} */ i) => list[(i * 7919) % list.length] ?? 0;
const email = (/** @type {number} */ n) => `bench.${n}@larkspur.example`;
const floorEmail = (/** @type {number} */ n) => `bench.f${n}@larkspur.example`;

await create(1500, CONNECTIONS); // warm
await row('create, 16 connections', '>= 0.8', () => create(2000, CONNECTIONS));
const serialPair = await create(300, 1);
console.log(
  `${'create, one client'.padEnd(34)} p50 ${serialPair[1].p50.toFixed(1)} ms, ${(serialPair[1].p50 / serialPair[0].p50).toFixed(1)} x the floor's (goal <= 4)`,
);

const findFloor = (/** @type {number} */ count) =>
  floor({
    connections: CONNECTIONS,
    count,
    request: (i) => ({ method: 'GET', path: `/users/${encodeURIComponent(floorEmail(nth(floorKnown, i)))}` }),
  });
await row('look-up by userName', '>= 0.9', async () => [
  await findFloor(3000),
  await scim({
    connections: CONNECTIONS,
    count: 3000,
    request: (i) => ({
      method: 'GET',
      path: `/Users?filter=${encodeURIComponent(`userName eq "${email(nth(known, i))}"`)}&startIndex=1&count=100`,
    }),
  }),
]);

const listed = await (
  await fetch(`${stage.url}/scim/v2/Users?count=1000&attributes=id`, { headers: { authorization: `Bearer ${stage.token}` } })
).json();
/** @type {string[]} */
const ids = listed.Resources.map((/** @type {{ id: string }} */ one) => one.id).slice(1);
await row('get by id', '>= 0.9', async () => [
  await findFloor(3000),
  await scim({
    connections: CONNECTIONS,
    count: 3000,
    request: (i) => ({ method: 'GET', path: `/Users/${ids[(i * 7919) % ids.length]}` }),
  }),
]);

let active = true;
await row('PATCH active', '>= 0.7', async () => {
  active = !active;
  const base = await floor({
    connections: CONNECTIONS,
    count: 900,
    request: (i) => ({ method: 'PATCH', path: `/users/${encodeURIComponent(floorEmail(nth(floorKnown, i)))}`, body: { active } }),
  });
  const ours = await scim({
    connections: CONNECTIONS,
    count: 900,
    request: (i) => ({
      method: 'PATCH',
      path: `/Users/${ids[i % ids.length]}`,
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [{ op: 'replace', value: { active } }] },
    }),
  });
  return [base, ours];
});

await row('page at depth', '>= 0.9', async () => [
  await findFloor(200),
  await scim({ connections: CONNECTIONS, count: 200, request: () => ({ method: 'GET', path: '/Users?startIndex=5001&count=1' }) }),
]);

console.log(
  `resident memory: ${startMb.toFixed(0)} MB at the start, ${peakMb.toFixed(0)} MB at most, ${stage.residentMb().toFixed(0)} MB at the end (goal < 400 MB); failed requests: ${failures}`,
);
await stage.stop();
