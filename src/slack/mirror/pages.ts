import type { Workspace } from '../installation.ts';
import { type Patience, patiently } from '../patience.ts';

/** A page of one of Slack's lists (docs.slack.dev/apis/web-api/pagination). */
interface Answer {
  response_metadata?: { next_cursor?: string };
}

/**
 * The same of each workspace of a Grid, one after the other. The place reached then names the workspace, as `T1|cursor`.
 * @param workspaces a single one without a name where the token is its own
 */
export async function eachWorkspacePage<A extends Answer>(
  workspaces: Workspace[],
  call: (which: Workspace & { cursor?: string }) => Promise<A>,
  { cursor, patience }: { cursor: string; patience: Patience },
  work: (page: A, next: string) => Promise<void>,
): Promise<void> {
  const [only] = workspaces;
  if (only && !only.team_id) return eachPage((at) => call({ ...only, ...at }), { cursor, patience }, work);
  const [begun = '', from = ''] = cursor.split('|', 2);
  const first = workspaces.findIndex(({ team_id }) => team_id === begun);
  for (const [i, workspace] of workspaces.entries()) {
    if (i < first) continue;
    const follower = workspaces[i + 1];
    const afterIt = follower ? `${follower.team_id}|` : '';
    await eachPage(
      (at) => call({ ...workspace, ...at }),
      { cursor: i === first ? from : '', patience },
      (page, next) => work(page, next ? `${workspace.team_id}|${next}` : afterIt),
    );
  }
}

/**
 * Goes through a list of Slack's from a cursor on, a page at a time. The next page is asked for while this one is worked on.
 * @param work what each page brings; `next` is the cursor after it, empty at the end
 */
export async function eachPage<A extends Answer>(
  call: (cursor: { cursor?: string }) => Promise<A>,
  { cursor, patience }: { cursor: string; patience: Patience },
  work: (page: A, next: string) => Promise<void>,
): Promise<void> {
  const ask = (at: string): Promise<A> => {
    const page = patiently(() => call(at ? { cursor: at } : {}), patience);
    page.catch(() => undefined); // told when it is its turn
    return page;
  };
  for (let coming: Promise<A> | null = ask(cursor); coming; ) {
    const page: A = await coming;
    const next = page.response_metadata?.next_cursor ?? '';
    coming = next ? ask(next) : null;
    await work(page, next);
  }
}
