import type { Logger } from 'pino';
import { type Message } from './blocks/message.ts';
import { underWayBlocks } from './blocks/under-way.ts';
import type { Installation } from './installation.ts';
import { within } from './within.ts';

/** What most commands are done within: they are answered once, with their outcome. */
const AT_ONCE_MS = 2000;
/** `chat.update` takes about fifty calls a minute (docs.slack.dev/reference/methods/chat.update). */
const EVERY_MS = 3000;

/** Through whom Slack is spoken to. */
type Through = Pick<Installation, 'client'>;

export interface LongWork {
  installation: Through;
  slackUserId: string;
  log: Logger;
  /** Answers where it was asked. It is called twice at most: a `response_url` takes five answers, within half an hour. */
  answer: (message: Message) => Promise<void>;
  atOnceMs?: number;
  everyMs?: number;
}

/**
 * Runs what may take long. Where it does, the person is told so where they asked, and sees how far it is in a direct message, which is
 * edited: what was typed can't be answered in place, as Slack doesn't let the answer to a command be replaced, only that to a press.
 * @param work given what to tell its progress, a line at a time; never throws
 */
export async function answerWhenDone(
  { installation, slackUserId, log, answer, atOnceMs = AT_ONCE_MS, everyMs = EVERY_MS }: LongWork,
  work: (onProgress: (line: string) => void) => Promise<Message>,
): Promise<void> {
  let line = '';
  const done = work((next) => {
    line = next;
  });
  const early = await within(done, atOnceMs);
  if (early) return answer(early);
  const direct = await post(installation, slackUserId, underWayBlocks(line), log);
  await answer(underWayBlocks(line, direct !== null));
  for (let shown = line; ; ) {
    const outcome = await within(done, everyMs);
    if (outcome) {
      if (direct) await edit(installation, direct, outcome, log);
      return answer(outcome);
    }
    if (line !== shown && direct) await edit(installation, direct, underWayBlocks(line), log);
    shown = line;
  }
}

interface Posted {
  channel: string;
  ts: string;
}

/** @returns null where it can't be posted: the work goes on all the same */
async function post({ client }: Through, user: string, message: Message, log: Logger): Promise<Posted | null> {
  try {
    const { channel, ts } = await client.chat.postMessage({ channel: user, ...message });
    return channel && ts ? { channel, ts } : null;
  } catch (error) {
    log.warn({ err: error }, 'how far long work is could not be told');
    return null;
  }
}

async function edit({ client }: Through, { channel, ts }: Posted, message: Message, log: Logger): Promise<void> {
  try {
    await client.chat.update({ channel, ts, ...message });
  } catch (error) {
    log.debug({ err: error }, 'how far long work is could not be told');
  }
}
