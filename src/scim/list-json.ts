import type { Place } from './cursor.ts';
import type { Exchange } from './exchange.ts';
import { groupsJson } from './members.ts';
import type { Page } from './page.ts';
import { userResource } from './present.ts';
import { LIST_RESPONSE } from './protocol/messages.ts';
import { type ProjectionQuery, projection } from './protocol/projection.ts';
import { USER } from './protocol/schemas.ts';

export interface ShownPage extends Page {
  /** Of a page by index. */
  startIndex: number | undefined;
  /** Makes the cursor of the next page; undefined for a page by index. */
  cursorAfter: ((place: Place) => string) | undefined;
}

/** Small resources are sent together. */
const PIECE = 64 * 1024;

/** A ListResponse in pieces. `itemsPerPage` and `nextCursor` come last, when it is known how many groups fitted. */
export async function* listJson(x: Exchange, page: ShownPage, query: ProjectionQuery): AsyncGenerator<string> {
  const { total, startIndex, items, cursorAfter } = page;
  const opening = JSON.stringify({ schemas: [LIST_RESPONSE], totalResults: total, ...(startIndex === undefined ? {} : { startIndex }) });
  const progress: Progress = { shown: 0, passed: 0 };
  let text = `${opening.slice(0, -1)},"Resources":[`;
  for await (const piece of resources(x, page, query, progress)) {
    text += piece;
    if (text.length < PIECE) continue;
    yield text;
    text = '';
  }
  const last = items[progress.passed - 1];
  const isMore = page.more || progress.passed < items.length;
  const next = cursorAfter && last && isMore ? `,"nextCursor":${JSON.stringify(cursorAfter(last.place))}` : '';
  yield `${text}],"itemsPerPage":${progress.shown}${next}}`;
}

interface Progress {
  /** How many resources have been shown. */
  shown: number;
  /** How many places of the page have been passed, those without a resource too. */
  passed: number;
}

/** The resources of a page, as the items of a JSON list. It ends early after many members. */
async function* resources(x: Exchange, { items }: Page, query: ProjectionQuery, progress: Progress): AsyncGenerator<string> {
  const show = projection(USER, query);
  const groups = groupsJson(
    x,
    items.flatMap(({ found }) => (found?.type === 'Group' ? [found.row] : [])),
    query,
  );
  try {
    for (const { found } of items) {
      const comma = progress.shown > 0 ? ',' : '';
      if (found?.type === 'User') {
        yield comma + JSON.stringify(show(userResource(x.scim.baseUrl, found.row, found.groups)));
      } else if (found) {
        let piece = await groups.next();
        if (piece.done) return;
        yield comma + piece.value.piece;
        for (; !piece.done && !piece.value.ends; ) {
          piece = await groups.next();
          if (!piece.done) yield piece.value.piece;
        }
      }
      if (found) progress.shown++;
      progress.passed++;
    }
  } finally {
    await groups.return(undefined);
  }
}
