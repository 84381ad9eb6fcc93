import type { Response } from 'express';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

const style = `
:root{color-scheme:light dark;--ink:#1c1f24;--ground:#f6f7f9;--card:#fff;--line:#d9dde3;--accent:#1f5fbf;--on:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e9ebee;--ground:#16181c;--card:#1f2227;--line:#3a3f47;--accent:#8ab4f8;--on:#10131a}}
*{box-sizing:border-box}body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--ground);padding:10vh 16px}
main{max-width:520px;margin:0 auto;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:28px}
h1{font-size:1.3rem;line-height:1.3;margin:0 0 12px}p{margin:0 0 12px}
a.go{display:inline-block;margin:8px 0 4px;padding:8px 16px;border-radius:6px;background:var(--accent);color:var(--on);text-decoration:none;font-weight:600}
a.go:focus-visible{outline:3px solid var(--accent);outline-offset:2px}`;

/** How an install ended, and what comes next. */
export interface Ending {
  status: number;
  title: string;
  lines: string[];
  go: { to: string; label: string };
}

const again = { to: '/slack/install', label: 'Begin again' };

export const installed = (name: string, grid: boolean): Ending => ({
  status: 200,
  title: `Rollcall is installed in ${name}`,
  lines: grid
    ? [
        'Now add it to the workspaces of your Grid: in Slack’s organization settings, under Integrations, Installed apps.',
        'The members of each workspace are compared as it is added. You are the first owner once you sign in.',
      ]
    : [
        'Its members and incident channels are compared now; the app joins public incident channels by itself.',
        'You are the first owner once you sign in.',
      ],
  go: { to: '/', label: 'Open the dashboard' },
});

export const badState: Ending = {
  status: 400,
  title: 'This install is no longer open',
  lines: ['It was finished before, began in another browser, or was left for more than ten minutes. Nothing was installed.'],
  go: again,
};

export const declined = (word: string): Ending => ({
  status: 400,
  title: 'Rollcall was not installed',
  lines: [word === 'access_denied' ? 'Slack says that it was cancelled.' : `Slack refused it with “${word}”.`],
  go: again,
});

export const slackRefused = (word: string): Ending => ({
  status: 502,
  title: 'Slack didn’t finish the install',
  lines: [
    `Slack answered “${word}”. Nothing was installed.`,
    'If it goes on, whoever runs this installation checks SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.',
  ],
  go: again,
});

export const databaseAway: Ending = {
  status: 503,
  title: 'The database can’t be reached now',
  lines: ['Nothing was installed. Try again in a minute.'],
  go: again,
};

export const failedHere: Ending = {
  status: 500,
  title: 'The install failed here',
  lines: ['Whoever runs this installation finds the reason in the log.'],
  go: again,
};

/** A plain page without scripts, every value escaped. */
export function showEnding(res: Response, { status, title, lines, go }: Ending): void {
  const body = `<h1>${escaped(title)}</h1>${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}<a class="go" href="${escaped(go.to)}">${escaped(go.label)}</a>`;
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)}</title><style>${style}</style>`;
  res
    .status(status)
    .set('cache-control', 'no-store')
    .set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'")
    .set('referrer-policy', 'no-referrer') // the address holds a code
    .type('html')
    .send(`<!doctype html><html lang="en"><head>${head}</head><body><main>${body}</main></body></html>`);
}
