import { type Patience, patiently } from '../patience.ts';

/** A page of one of Slack's lists (docs.slack.dev/apis/web-api/pagination). */
interface Answer {
  response_metadata?: { next_cursor?: string };
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
