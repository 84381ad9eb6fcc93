import { type Message, message } from './message.ts';
import { escape } from './mrkdwn.ts';

/** Long work, as it goes on. @param elsewhere whether this is said where it was asked, and how far it is in a direct message */
export const underWayBlocks = (line: string, elsewhere = false): Message =>
  message({
    headline: elsewhere ? 'That takes a moment. How far it is stands in our direct messages.' : 'Working on it …',
    lines: line && !elsewhere ? [escape(line)] : [],
  });
