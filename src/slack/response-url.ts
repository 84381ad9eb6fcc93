import type { Logger } from 'pino';
import type { Message } from './blocks/message.ts';

/**
 * Whether answers may be sent there: to Slack's own hosts, and to where the Web API is (a proxy, a gov cloud, a test double). The address
 * comes in a request; a forged one is never called.
 */
export function isResponseUrl(responseUrl: string, slackApiUrl: string): boolean {
  if (!URL.canParse(responseUrl)) return false;
  const { protocol, hostname, origin } = new URL(responseUrl);
  if (origin === new URL(slackApiUrl).origin) return true;
  return protocol === 'https:' && /^hooks\.slack(-gov)?\.com$/.test(hostname);
}

export interface Answer extends Message {
  /** Puts it in the place of the message whose button was pressed. */
  replace_original?: boolean;
}

/** Sends an ephemeral answer. */
export type Respond = (responseUrl: string, answer: Answer) => Promise<void>;

const TIMEOUT_MS = 5000;
const TRIES = 2;

/** Answers through `response_url` (docs.slack.dev/interactivity/handling-user-interaction): what can't be sent is logged. */
export const createRespond =
  (slackApiUrl: string, log: Logger): Respond =>
  async (responseUrl, answer) => {
    if (!isResponseUrl(responseUrl, slackApiUrl)) return log.warn('a response_url that is not Slack’s, not called');
    for (let tries = 1; ; tries++) {
      try {
        const response = await fetch(responseUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ response_type: 'ephemeral', ...answer }),
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (response.ok) return;
        return log.warn({ status: response.status }, 'Slack took no answer at a response_url');
      } catch (error) {
        if (tries === TRIES) return log.warn({ err: error }, 'an answer could not be sent to Slack');
      }
    }
  };
