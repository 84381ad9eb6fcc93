/** The sign-in page: plain HTML without scripts, where one chooses which member one is. Every value is escaped. */
import type { Response } from 'express';
import { isOwnTeam } from '../workspace/grid.ts';
import type { Person, WorkspaceState } from '../workspace/model.ts';
import type { AuthorizationRequest } from './authorize.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escape = (value: string): string => value.replace(/[&<>"']/g, (c) => entities[c] ?? c);

const style = `
:root{color-scheme:light dark;--ink:#1d1c1d;--soft:#616061;--ground:#f6f5f3;--card:#fff;--line:#dddbd7;--accent:#0b6e6e}
@media (prefers-color-scheme:dark){:root{--ink:#ececec;--soft:#a9a9a9;--ground:#17181a;--card:#212327;--line:#3a3d42;--accent:#4fc1b9}}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);padding:32px 16px}
main{max-width:520px;margin:0 auto}h1{font-size:1.4rem;margin:.4rem 0}p{color:var(--soft);margin:.4rem 0 1.2rem}
.mark{display:inline-block;border:1px solid var(--line);border-radius:99px;padding:2px 12px;font-size:.85rem;color:var(--soft)}
ul{list-style:none;margin:0;padding:0;background:var(--card);border:1px solid var(--line);border-radius:10px;overflow:hidden}
li+li{border-top:1px solid var(--line)}button{all:unset;box-sizing:border-box;width:100%;padding:10px 16px;cursor:pointer;display:flex;justify-content:space-between;gap:12px}
button:hover{background:color-mix(in srgb,var(--accent) 10%,transparent)}button:focus-visible{outline:3px solid var(--accent);outline-offset:-3px}
small{color:var(--soft);text-align:right}code{font-family:ui-monospace,monospace}b{font-weight:600}a{color:var(--accent)}`;

export const frame = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;

export const mark = '<span class="mark">Practice workspace: this isn’t Slack</span>';

/** The choice of members. Deactivated people and bots can't sign in; someone of the partner company can, as they could on Slack. */
export function choosePage(states: readonly WorkspaceState[], request: AuthorizationRequest): string {
  const hidden = hiddenFields(request);
  const rows = states.flatMap((state) =>
    Object.values(state.people)
      .filter((person) => person.kind === 'human' && !person.deleted)
      .map(
        (person) =>
          `<li><button name="user" value="${escape(person.id)}"><b>${escape(person.realName)}</b><small>${escape(describe(state, person))}</small></button></li>`,
      ),
  );
  const [state] = states;
  if (state === undefined) return refusedPage('invalid_team');
  const title = `Sign in to ${state.app.name} with ${states.map(({ team, enterprise }) => (enterprise ?? team).name).join(' or ')}`;
  return frame(
    title,
    `${mark}<h1>${escape(title)}</h1><p>Choose who you are. ${escape(state.app.name)} is told your name and email, as Slack would tell it.</p><form method="post" action="/openid/connect/authorize">${hidden}<ul>${rows.join('')}</ul></form>`,
  );
}

function hiddenFields(request: AuthorizationRequest): string {
  const fields: readonly (readonly [string, string | null])[] = [
    ['response_type', 'code'],
    ['client_id', request.clientId],
    ['redirect_uri', request.redirectUri],
    ['scope', request.scopes.join(' ')],
    ['state', request.state],
    ['nonce', request.nonce],
  ];
  return fields
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value ?? '')}">`)
    .join('');
}

const roles: Readonly<Record<Person['role'], string>> = { primary_owner: 'Primary owner', owner: 'Owner', admin: 'Admin', member: '' };

function describe(state: WorkspaceState, person: Person): string {
  if (!isOwnTeam(state, person.teamId)) return state.partner.name;
  if (person.guest !== 'none') return 'Guest';
  return [person.title, roles[person.role]].filter((part) => part !== '').join(' · ');
}

/** What is wrong with the request, shown here as there may be no safe address to send it to. */
export const refusedPage = (error: string): string =>
  frame(
    'Sign-in can’t go on',
    `${mark}<h1>Sign-in can’t go on</h1><p>The request was refused with <code>${escape(error)}</code>. Go back to where you came from and begin again.</p>`,
  );

/** Answers with a page that can run and load nothing. */
export function htmlPage(res: Response, status: number, html: string): void {
  res
    .status(status)
    .set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'")
    .set('cache-control', 'no-store')
    .type('html')
    .send(html);
}
