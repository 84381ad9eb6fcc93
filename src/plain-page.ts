import type { Response } from 'express';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

const style = `
:root{color-scheme:light dark;--ink:#1c1f24;--soft:#565d67;--ground:#f6f7f9;--card:#fff;--line:#d9dde3;--accent:#1f5fbf;--on:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e9ebee;--soft:#a7adb6;--ground:#16181c;--card:#1f2227;--line:#3a3f47;--accent:#8ab4f8;--on:#10131a}}
*{box-sizing:border-box}body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--ground);padding:10vh 16px}
main{max-width:520px;margin:0 auto;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:28px}
h1{font-size:1.3rem;line-height:1.3;margin:0 0 12px}p{margin:0 0 12px}.soft{color:var(--soft);font-size:.875rem;margin:12px 0 0}
a.go{display:inline-block;margin:8px 0 4px;padding:8px 16px;border-radius:6px;background:var(--accent);color:var(--on);text-decoration:none;font-weight:600}
a.go:focus-visible{outline:3px solid var(--accent);outline-offset:2px}`;

/** What a person reads whom a redirect of Slack's or of an identity provider's has brought here. */
export interface PlainPage {
  status: number;
  title: string;
  lines: string[];
  /** What comes next. */
  go: { to: string; label: string };
  /** In small letters, for whoever is asked for help. */
  small?: string;
}

/** A plain page without scripts, every value escaped. Its address holds a code, which no other site is to see. */
export function showPage(res: Response, { status, title, lines, go, small }: PlainPage): void {
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  const next = `<a class="go" href="${escaped(go.to)}">${escaped(go.label)}</a>`;
  const body = `<h1>${escaped(title)}</h1>${paragraphs}${next}${small ? `<p class="soft">${escaped(small)}</p>` : ''}`;
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)} · Rollcall</title><style>${style}</style>`;
  res
    .status(status)
    .set('cache-control', 'no-store')
    .set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'")
    .set('referrer-policy', 'no-referrer')
    .type('html')
    .send(`<!doctype html><html lang="en"><head>${head}</head><body><main>${body}</main></body></html>`);
}
