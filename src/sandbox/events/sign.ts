import { createHmac } from 'node:crypto';

/**
 * The two headers that prove a request is Slack's (docs.slack.dev/authentication/verifying-requests-from-slack).
 * In: the app's signing secret, the raw body, unix milliseconds. Out: `x-slack-request-timestamp`, `x-slack-signature`.
 */
export function signatureHeaders(signingSecret: string, body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
}
