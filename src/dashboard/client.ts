import type { AnswerOf, BodyOf, Problem, QueryOf, RouteName, Routes } from '../api/contract.ts';

/** What the API answered that it couldn't do, in its own words. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiError';
    this.status = problem.status;
    this.problem = problem;
  }
}

export interface Sent<N extends RouteName> {
  params?: Record<string, string>;
  query?: QueryOf<N>;
  body?: BodyOf<N>;
}

/** Where each route is: the contract's table, whose types check the names. */
type Place<N extends RouteName> = `${Uppercase<Routes[N]['method']>} ${Routes[N]['path']}`;

/**
 * Calls a route of the contract.
 * @param place method and path, as the contract has them
 * @throws ApiError, also where nothing answers
 */
export async function call<N extends RouteName>(
  _name: N,
  place: Place<N>,
  { params = {}, query, body }: Sent<N> = {},
): Promise<AnswerOf<N>> {
  const [method = 'GET', path = ''] = place.split(' ');
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  return request(method, `/api/v1${filled}${toSearch(query as Record<string, unknown> | undefined)}`, body) as Promise<AnswerOf<N>>;
}

export async function signOut(): Promise<void> {
  await request('POST', '/auth/sign-out', {});
}

function toSearch(query: Record<string, unknown> | undefined): string {
  const set = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`;
}

async function request(method: string, url: string, body: unknown): Promise<unknown> {
  const change = method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) };
  const answer = await fetch(url, { method, credentials: 'same-origin', ...change }).catch(() => null);
  if (!answer) throw new ApiError(silence);
  const text = await answer.text();
  const json: unknown = text === '' || !answer.headers.get('content-type')?.includes('json') ? undefined : JSON.parse(text);
  if (answer.ok) return json;
  throw new ApiError((json as Problem | undefined) ?? { ...silence, status: answer.status });
}

const silence: Problem = {
  type: 'about:blank',
  title: 'No answer',
  status: 503,
  detail: 'Rollcall doesn’t answer. What you typed is kept',
  wayOut: 'Check your connection, and try again in a few seconds',
  requestId: '',
};
