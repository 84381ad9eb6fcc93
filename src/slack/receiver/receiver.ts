import { ExpressReceiver, type ReceiverProcessEventErrorHandlerArgs } from '@slack/bolt';
import express, { type Router } from 'express';
import type { Logger } from 'pino';
import { boltLogger } from '../bolt-logger.ts';
import { couldBeSlack } from './check-headers.ts';
import { inWords, isObject } from './failure.ts';

export const EVENTS_PATH = '/slack/events';

/** Slack's own requests stay far below. */
const BODY_LIMIT = 1024 * 1024;

export interface ReceiverOptions {
  signingSecret: string;
  log: Logger;
  now: () => Date;
}

/** Where Slack's requests come in: our check of the headers, then Bolt's receiver, which reads and verifies the raw body. */
export function createReceiver({ signingSecret, log, now }: ReceiverOptions): { receiver: ExpressReceiver; router: Router } {
  const router = express.Router();
  router.post(EVENTS_PATH, (req, res, next) => {
    if (!couldBeSlack(req.headers, Math.floor(now().getTime() / 1000))) {
      log.warn({ from: req.ip }, 'a request to Slack’s address without a fresh signature, refused');
      return void res.status(401).end();
    }
    if (Number(req.headers['content-length']) > BODY_LIMIT) return void res.status(413).end();
    res.once('finish', () => req.resume()); // a body that was cut off must not block the connection's next request
    // Bolt compares the whole header, a charset included.
    if (req.is('application/x-www-form-urlencoded')) req.headers['content-type'] = 'application/x-www-form-urlencoded';
    next();
  });
  const receiver = new ExpressReceiver({
    signingSecret,
    logger: boltLogger(log),
    app: express(), // never listens: only the router is mounted
    router,
    endpoints: EVENTS_PATH,
    processBeforeResponse: true,
    bodyLimit: BODY_LIMIT,
    processEventErrorHandler: (args) => answerFailure(log, args),
  });
  return { receiver, router };
}

/** What couldn't be taken is answered 500, so that Slack sends it again; a person who typed a command is told in words. */
async function answerFailure(log: Logger, { error, request, response }: ReceiverProcessEventErrorHandlerArgs): Promise<boolean> {
  const body: unknown = 'body' in request ? request.body : undefined;
  const words = inWords(log, error, body);
  if (response.headersSent) return true;
  if (words) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(words));
  else response.writeHead(isObject(body) ? 500 : 400).end();
  return true; // answered: Bolt need not wait for an acknowledgement any more
}
