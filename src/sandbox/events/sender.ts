/** The Events API's sending side: sign, send, wait three seconds, try again as Slack does. */
import type { Fault, Faults } from '../faults.ts';
import { slackId } from '../workspace/ids.ts';
import type { WorkspaceState } from '../workspace/model.ts';
import type { SlackEvent } from '../workspace/transition.ts';
import type { DeliveryLog } from './deliveries.ts';
import { type Envelope, envelope, hears } from './envelope.ts';
import { type Answer, type Failure, sendSigned } from './request.ts';
import { isSubscribed } from './subscriptions.ts';
import type { Transport } from './transport.ts';

export interface SenderOptions {
  readonly state: () => WorkspaceState;
  /** Null: the app listens nowhere yet. */
  readonly transport: () => Transport | null;
  /** Its address over HTTP. */
  readonly url: () => string | null;
  readonly now: () => number;
  readonly random: () => number;
  /** The wait before each retry. Slack's own: at once, a minute, five minutes. */
  readonly retryDelaysMs: readonly number[];
  readonly log: DeliveryLog;
  readonly faults: Faults;
}

export interface EventSender {
  /** Sends it in the background, if the app listens to its kind. */
  emit(event: SlackEvent): void;
  /** Asks the app's address for its challenge (url_verification). Out: whether it answered rightly. */
  verify(): Promise<boolean>;
  /** Resolves when nothing is under way, retries included. */
  idle(): Promise<void>;
  /** Ends what is under way and sends no more. */
  close(): Promise<void>;
}

/** Makes the sender. Slack promises no order: each event is sent on its own. */
export function createSender(options: SenderOptions): EventSender {
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();
  /** Those that wait for the next one to go before them. */
  let held: (() => Promise<void>)[] = [];
  const track = (work: Promise<void>): void => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };
  const release = (): void => {
    for (const send of held.splice(0)) track(send());
  };
  const sender: EventSender = {
    emit: (event) => {
      const state = options.state();
      if (closing.signal.aborted || options.transport() === null || options.faults.isOut()) return;
      if (!hears(state, event) || !isSubscribed(event.body, state.app.scopes)) return;
      const fault = options.faults.take(`event:${event.body.type}`);
      const sent = envelope(state, event, slackId(options.random, 'Ev'), options.now());
      const send = (): Promise<void> => deliver(options, closing.signal, { sent, type: event.body.type, fault });
      if (fault?.reorder === true) held = [...held, send];
      else track(send().then(release));
    },
    verify: () => verifyUrl(options, closing.signal),
    idle: async () => {
      for (release(); underWay.size > 0; release()) await Promise.all(underWay);
    },
    close: async () => {
      closing.abort();
      await sender.idle();
    },
  };
  return sender;
}

interface Sending {
  readonly sent: Envelope;
  readonly type: string;
  readonly fault: Fault | undefined;
}

async function deliver(options: SenderOptions, abort: AbortSignal, { sent, type, fault }: Sending): Promise<void> {
  if (fault?.drop === true) return;
  if (fault?.delayMs !== undefined) await wait(fault.delayMs, abort);
  await attempts(options, abort, sent, type);
  if (fault?.repeat === true) await attempts(options, abort, sent, type);
  if (fault?.repeat === 'other') await attempts(options, abort, { ...sent, event_id: slackId(options.random, 'Ev') }, type);
}

async function attempts(options: SenderOptions, abort: AbortSignal, sent: Envelope, type: string): Promise<void> {
  let reason: Failure | null = null;
  for (const [attempt, delay] of [0, ...options.retryDelaysMs].entries()) {
    await wait(delay, abort);
    const transport = options.transport();
    if (abort.aborted || transport === null) return;
    const retry = reason === null ? {} : { retry: { num: attempt, reason } };
    const answer = await transport({ kind: 'events_api', body: JSON.stringify(sent), payload: sent, ...retry });
    if (abort.aborted) return;
    options.log.add({ at: options.now(), kind: 'event', name: type, eventId: sent.event_id, attempt, ...outcome(answer) });
    if (answer.failure === null || answer.noRetry) return;
    reason = answer.failure;
  }
}

const outcome = (answer: Answer): { status: number | null; failure: string | null; ms: number } => ({
  status: answer.status,
  failure: answer.failure,
  ms: answer.ms,
});

async function verifyUrl(options: SenderOptions, abort: AbortSignal): Promise<boolean> {
  const url = options.url();
  if (url === null) return false;
  const challenge = slackId(options.random, '');
  const body = JSON.stringify({ token: options.state().app.verificationToken, challenge, type: 'url_verification' });
  const { signingSecret } = options.state().app;
  const answer = await sendSigned({ url, contentType: 'application/json', body, signingSecret, now: options.now, abort });
  const right = answer.failure === null && answer.body.includes(challenge);
  if (!abort.aborted)
    options.log.add({ at: options.now(), kind: 'verification', name: 'url_verification', eventId: null, attempt: 0, ...outcome(answer) });
  return right;
}

/** Waits, or less when the sandbox closes. */
function wait(ms: number, abort: AbortSignal): Promise<void> {
  if (ms <= 0 || abort.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    abort.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
