import type { Logger } from 'pino';
import { Ambiguous, NotFound, Taken } from '../../provisioning/errors.ts';
import { Refusal } from '../../rules/refusal.ts';
import { type Message, message } from '../blocks/message.ts';
import { escape } from '../blocks/mrkdwn.ts';
import { databaseAwayBlocks, failedBlocks, refusalBlocks, usageBlocks } from '../blocks/trouble.ts';
import { isDatabaseTrouble } from '../slack-trouble.ts';
import { type Command, WrongUsage } from './command.ts';

/** What a person reads when something didn't work. What we don't know is logged under `reference`, and shown by nothing else. */
export function answerTrouble(error: unknown, { log, reference, command }: { log: Logger; reference: string; command?: Command }): Message {
  if (error instanceof Refusal) return refusalBlocks(error);
  if (error instanceof WrongUsage && command) return usageBlocks(error.message, command.usage, command.example);
  if (error instanceof NotFound || error instanceof Ambiguous || error instanceof Taken || error instanceof WrongUsage)
    return message({ headline: `${escape(error.message)}.` });
  if (isDatabaseTrouble(error)) return databaseAwayBlocks();
  log.error({ err: error, reference }, 'a Slack command failed');
  return failedBlocks(reference);
}
