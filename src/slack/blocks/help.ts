import { type Message, message } from './message.ts';
import { escape, link } from './mrkdwn.ts';

export interface HelpLine {
  usage: string;
  summary: string;
}

/** `help` */
export const helpBlocks = (lines: HelpLine[], publicUrl: string): Message =>
  message({
    headline: 'Rollcall keeps the users of your incident product right. You can type:',
    lines: lines.map(({ usage, summary }) => `• \`/rollcall ${escape(usage)}\`  ${escape(summary)}`),
    context: [link(publicUrl, 'Open the dashboard')],
  });
