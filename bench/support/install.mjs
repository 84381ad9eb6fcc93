/** Installs SCIM in the product that a benchmark has started. */
import { person } from './people.mjs';

/**
 * SCIM installed and confirmed with a mapping, and nothing held: so each create decides, links and is audited.
 * @param {string} url
 * @param {(...words: string[]) => Promise<any>} rollcall
 * @returns {Promise<string>} a token
 */
export async function install(url, rollcall) {
  const { token } = await rollcall('scim', 'connect', '--provider', 'okta');
  const owner = await send(url, token, 'POST', '/Users', person('owner'));
  await send(url, token, 'POST', '/Groups', { displayName: 'Owners', members: [{ value: owner.id }] });
  await rollcall('mapping', 'add', '--group', 'Owners', '--role', 'owner');
  await rollcall('scim', 'confirm');
  await rollcall('settings', 'set', 'hold.people', '100000');
  await rollcall('settings', 'set', 'scim.rate_limit', '0');
  return token;
}

/**
 * One request, not timed. @returns {Promise<any>} the body, where there is one
 * @param {string} url @param {string} token @param {string} method @param {string} path @param {object} [body]
 */
export async function send(url, token, method, path, body) {
  const answer = await fetch(`${url}/scim/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
  return text === '' ? {} : JSON.parse(text);
}
