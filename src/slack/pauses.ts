/** `fetch` as the Web API client uses it. */
type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` that remembers each 429: until its `Retry-After` is over, calls of that method are answered with what is left of it, and
 * don't reach Slack. Limits are per method, workspace and app (docs.slack.dev/apis/web-api/rate-limits), so each token has its own.
 * Whoever calls waits as told; a hundred callers at once cost Slack one refusal.
 * @param now in milliseconds
 */
export function pausing(send: Fetch = fetch, now: () => number = Date.now): Fetch {
  const until = new Map<string, number>();
  return async (input, init) => {
    const method = methodOf(input);
    const left = (until.get(method) ?? 0) - now();
    if (left > 0) return limited(Math.ceil(left / 1000));
    until.delete(method);
    const response = await send(input, init);
    if (response.status === 429) until.set(method, now() + secondsOf(response) * 1000);
    return response;
  };
}

const methodOf = (input: string | URL | Request): string =>
  new URL(input instanceof Request ? input.url : input).pathname.split('/').at(-1) ?? '';

function secondsOf(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) : 1;
}

const limited = (seconds: number): Response =>
  new Response('{"ok":false,"error":"ratelimited"}', {
    status: 429,
    headers: { 'retry-after': String(seconds), 'content-type': 'application/json' },
  });
