import type { App, ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import { inWords } from '../receiver/failure.ts';
import type { Envelope } from './messages.ts';

/**
 * Has Bolt process an envelope, and answers only then: Bolt acknowledges an event before its listeners have stored it.
 * @returns what goes to Slack; null where it couldn't be taken, so that Slack sends it again
 */
export async function answerEnvelope(app: App, envelope: Envelope, log: Logger): Promise<object | null> {
  const { envelope_id, type, payload, accepts_response_payload, retry_attempt, retry_reason } = envelope;
  let answered = type === 'events_api';
  let response: unknown;
  const event: ReceiverEvent = {
    body: payload,
    ack: async (given) => {
      answered = true;
      response = given;
    },
    ...(retry_attempt === undefined ? {} : { retryNum: retry_attempt }),
    ...(retry_reason === undefined ? {} : { retryReason: retry_reason }),
  };
  try {
    await app.processEvent(event);
  } catch (error) {
    const words = inWords(log, error, payload);
    return words && accepts_response_payload ? { envelope_id, payload: words } : null;
  }
  if (!answered) return null;
  const given = typeof response === 'string' ? { text: response } : response;
  return accepts_response_payload && typeof given === 'object' && given !== null ? { envelope_id, payload: given } : { envelope_id };
}
