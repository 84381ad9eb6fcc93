/** One signed request to where the app listens, with Slack's three seconds for an answer. */
import { signatureHeaders } from './sign.ts';
import type { Transport } from './transport.ts';

/** Slack's words for why a delivery failed (`x-slack-retry-reason`). */
export type Failure = 'http_timeout' | 'http_error' | 'connection_failed' | 'too_many_redirects';

export interface Answer {
  readonly status: number | null;
  readonly failure: Failure | null;
  readonly body: string;
  readonly noRetry: boolean;
  readonly ms: number;
}

export interface SignedRequest {
  readonly url: string;
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signingSecret: string;
  readonly now: () => number;
  readonly abort: AbortSignal;
}

const answerWithin = 3000;
const answerCut = 300_000;

/** Sends it. Out: what came back; a failure is a value, never a throw. */
export async function sendSigned(request: SignedRequest): Promise<Answer> {
  const began = performance.now();
  const done = (status: number | null, failure: Failure | null, body = '', noRetry = false): Answer => ({
    status,
    failure,
    body,
    noRetry,
    ms: Math.round(performance.now() - began),
  });
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: {
        'content-type': request.contentType,
        accept: '*/*',
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...signatureHeaders(request.signingSecret, request.body, request.now()),
        ...request.headers,
      },
      body: request.body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(answerWithin), request.abort]),
    });
    const text = (await response.text()).slice(0, answerCut);
    return done(response.status, failureOf(response), text, response.headers.get('x-slack-no-retry') === '1');
  } catch (error) {
    return done(null, isTimeout(error) ? 'http_timeout' : 'connection_failed');
  }
}

function failureOf(response: Response): Failure | null {
  if (response.ok) return null;
  return response.status >= 300 && response.status < 400 ? 'too_many_redirects' : 'http_error';
}

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';

/** Signed requests to one address. */
export const httpTransport =
  (to: Pick<SignedRequest, 'url' | 'signingSecret' | 'now' | 'abort'>): Transport =>
  ({ kind, body, retry }) =>
    sendSigned({
      ...to,
      body,
      contentType: kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      ...(retry ? { headers: { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } } : {}),
    });
