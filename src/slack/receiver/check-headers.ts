import type { IncomingHttpHeaders } from 'node:http';

const WINDOW_S = 5 * 60;

/**
 * Whether a request could be Slack's, by its headers alone (docs.slack.dev/authentication/verifying-requests-from-slack). Bolt's receiver
 * verifies the signature over the raw body, but takes timestamps from the future and signatures of any version: those are refused here.
 * @param now in seconds
 */
export function couldBeSlack(headers: IncomingHttpHeaders, now: number): boolean {
  const timestamp = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return false;
  if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature)) return false;
  return Math.abs(now - Number(timestamp)) <= WINDOW_S;
}
