import { expect } from '@jest/globals';
import type { Outcome, Summary, User } from '../../src/api/contract.ts';
import type { Home } from './home.ts';
import { eventually, rollcallJson } from './product.ts';
import type { Answer, Loose } from './scim-client.ts';

/** A signed-in person's, or nobody's, calls of `/api/v1`. */
export type Api = (method: string, path: string, body?: unknown) => Promise<Answer>;

export const apiAs =
  (url: string, cookie = ''): Api =>
  async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { cookie, ...(method === 'GET' ? {} : { 'content-type': 'application/json', 'x-rollcall': '1' }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
  };

/** All users by email (in lower case), as the API lists them. Fails where two have the same one (E7). */
export async function usersSeen(api: Api): Promise<Map<string, User>> {
  const all: User[] = [];
  for (let cursor = ''; ; ) {
    const { status, body } = await api('GET', `/users?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    expect(status).toBe(200);
    all.push(...body.items);
    if (body.next === null) break;
    cursor = body.next;
  }
  return byEmail(all);
}

/** The same through the shell. */
export const usersOfShell = async (home: Home): Promise<Map<string, User>> => byEmail(await rollcallJson(home, 'users'));

/** What `usersOfShell` is to be: it may say more of each than the API. */
export const sameUsers = (users: Map<string, User>): Map<string, unknown> =>
  new Map([...users].map(([email, user]) => [email, expect.objectContaining({ ...user })]));

function byEmail(users: User[]): Map<string, User> {
  const found = new Map(users.map((user) => [user.email?.toLowerCase() ?? user.id, user]));
  expect(found.size).toBe(users.length);
  return found;
}

/** Waits until somebody is as expected. */
export async function becomes(api: Api, email: string, expected: Partial<User>): Promise<void> {
  await eventually(async () => {
    const { body } = await api('GET', `/users?search=${encodeURIComponent(email)}`);
    expect(body.items).toEqual([expect.objectContaining(expected)]);
  });
}

/** What a person holds. */
export const essence = ({ status, baseRole, customRoles, seats, linked }: User): Summary => ({
  status,
  baseRole,
  customRoles,
  seats,
  linked,
});

const RANK = { standard: 0, admin: 1, owner: 2 };

const lists: Record<string, (before: Summary | null, after: Summary) => boolean> = {
  created: (before) => before === null,
  linked: (before, after) => before !== null && before.linked !== true && after.linked === true,
  promoted: (before, after) => before !== null && RANK[after.baseRole] > RANK[before.baseRole],
  downgraded: (before, after) => before !== null && RANK[after.baseRole] < RANK[before.baseRole],
  unlinked: (before, after) => before !== null && after.linked === false,
  deactivated: (before, after) => before?.status === 'active' && after.status === 'deactivated',
  onCallSeats: (before, after) => after.seats.includes('on_call') && !before?.seats.includes('on_call'),
};

interface Shown {
  name: string;
  before: Summary | null;
  after: Summary;
}

/** What happened to everybody between two looks, sorted into the lists that a preview has: written down here once more, from what the words mean. */
export function whatHappened(before: Map<string, User>, after: Map<string, User>): Record<string, Shown[]> {
  const happened = [...after].map(([email, user]) => {
    const was = before.get(email);
    return { name: user.name, before: was ? essence(was) : null, after: essence(user) };
  });
  return Object.fromEntries(
    Object.entries(lists).map(([list, belongs]) => [list, happened.filter((one) => belongs(one.before, one.after)).sort(byName)]),
  );
}

/** A preview in the same shape; its counts are checked on the way. */
export function whatWasShown(preview: Loose): Record<string, Shown[]> {
  return Object.fromEntries(
    Object.keys(lists).map((list) => {
      const { count, users } = preview[list] as { count: number; users: Outcome[] };
      expect([list, count]).toEqual([list, users.length]);
      return [list, users.map(({ name, before, after }) => ({ name, before, after })).sort(byName)];
    }),
  );
}

const byName = (a: Shown, b: Shown): number => (a.name < b.name ? -1 : 1);
