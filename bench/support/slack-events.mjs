/** Events as Slack sends them: signed, each with an id of its own. */
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { median } from './load.mjs';

/**
 * @typedef {{ events: object[], connections: number, perSecond?: number }} Plan
 * @param {import('./slack-stage.mjs').SlackStage} stage
 * @param {Plan} plan `perSecond`: as many a second, whether they are answered or not; none: as fast as they are answered
 * @returns {Promise<{ perSecond: number, p50: number, p99: number, worst: number, failed: number }>} milliseconds until the answer
 */
export async function deliver({ url, sandbox }, { events, connections, perSecond }) {
  const pool = new Pool(url, { connections, pipelining: 1 });
  /** @type {number[]} */
  const times = [];
  let failed = 0;
  const began = performance.now();
  const one = async (/** @type {object} */ event) => {
    const { body, headers } = signed(sandbox, event);
    const started = performance.now();
    const answer = await pool.request({ method: 'POST', path: '/slack/events', headers, body });
    await answer.body.dump();
    times.push(performance.now() - started);
    if (answer.statusCode !== 200) failed++;
  };
  if (perSecond) await atPace(events, perSecond, one);
  else await inLanes(events, connections, one);
  const seconds = (performance.now() - began) / 1000;
  await pool.close();
  const sorted = times.toSorted((a, b) => a - b);
  const p99 = sorted[Math.floor(0.99 * sorted.length)] ?? 0;
  return { perSecond: events.length / seconds, p50: median(times), p99, worst: sorted.at(-1) ?? 0, failed };
}

/** @param {object[]} events @param {number} perSecond @param {(event: object) => Promise<void>} send */
async function atPace(events, perSecond, send) {
  const began = performance.now();
  const under = events.map(async (event, i) => {
    await sleep((i * 1000) / perSecond - (performance.now() - began));
    await send(event);
  });
  await Promise.all(under);
}

/** @param {object[]} events @param {number} lanes @param {(event: object) => Promise<void>} send */
async function inLanes(events, lanes, send) {
  let next = 0;
  const lane = async () => {
    for (let event = events[next++]; event; event = events[next++]) await send(event);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** @param {import('./slack-stage.mjs').SlackStage['sandbox']} sandbox @param {object} event */
function signed(sandbox, event) {
  const now = Math.floor(Date.now() / 1000);
  const { botUserId } = sandbox.workspace.state().app;
  const authorizations = [{ enterprise_id: null, team_id: sandbox.teamId, user_id: botUserId, is_bot: true, is_enterprise_install: false }];
  const outer = {
    type: 'event_callback',
    team_id: sandbox.teamId,
    api_app_id: sandbox.appId,
    event_id: `Ev${randomUUID()}`,
    event_time: now,
  };
  const body = JSON.stringify({ ...outer, authorizations, event });
  const signature = createHmac('sha256', sandbox.signingSecret).update(`v0:${now}:${body}`).digest('hex');
  return {
    body,
    headers: { 'content-type': 'application/json', 'x-slack-request-timestamp': String(now), 'x-slack-signature': `v0=${signature}` },
  };
}

/** A join of the incident channel where the app is. @param {import('./slack-stage.mjs').SlackStage} stage @param {string} user */
export const joinOf = ({ sandbox }, user) => ({
  type: 'member_joined_channel',
  ...{ user, channel: sandbox.workspace.channel('inc-arm-drift').id, channel_type: 'C', team: sandbox.teamId },
});

/** A change of a member, as they are now. @param {import('./slack-stage.mjs').SlackStage} stage @param {string} user @param {string} status */
export function changeOf({ sandbox }, user, status) {
  const { id, teamId, name, realName, title, email, updated } = sandbox.workspace.state().people[user] ?? sandbox.workspace.person(user);
  const profile = {
    real_name: realName,
    display_name: name,
    email,
    title,
    status_text: status,
    status_emoji: ':headphones:',
    team: teamId,
  };
  const flags = { is_bot: false, is_app_user: false, is_restricted: false, is_ultra_restricted: false, is_primary_owner: false };
  const zone = { tz: 'Europe/Oslo', tz_label: 'Central European Time', tz_offset: 3600, is_email_confirmed: true };
  return {
    type: 'user_change',
    user: { id, team_id: teamId, name, real_name: realName, deleted: false, profile, ...flags, ...zone, updated },
  };
}
