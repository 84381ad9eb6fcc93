import type { Request } from 'express';
import type { Logger } from 'pino';
import type { GroupLists } from '../provisioning/group-lists.ts';
import type { Means } from '../provisioning/means.ts';
import type { ScimLookUps } from '../store/reads/scim-look-ups.ts';
import type { Caller } from './caller.ts';
import type { Reply } from './respond.ts';
import { traceOf } from './trace.ts';

/** What the SCIM edge works with. */
export interface Scim {
  means: Means;
  log: Logger;
  /** Where SCIM is, for locations: `PUBLIC_URL` and `/scim/v2`. */
  baseUrl: string;
  /** After so many members a list of groups ends early (RFC 7644 §3.4.2.4 lets it); a single group is always shown whole. */
  listedMembers: number;
  /** What cursors are sealed with. */
  cursorKey: Buffer;
  lookUps: ScimLookUps;
  lists: GroupLists;
}

/** One request of a known caller. */
export interface Exchange {
  scim: Scim;
  caller: Caller;
  requestId: string;
  req: Asked;
  res: Reply;
}

/** What is looked at of a request: Express's, or an operation's of a bulk request. */
export interface Asked extends Pick<Request, 'query' | 'params'> {
  body?: unknown;
  get(header: string): string | undefined;
}

/** A path parameter. */
export const idOf = ({ req }: Exchange): string => String(req.params.id);

/** Notes what was understood otherwise than it was sent, or dropped: names only, never values. */
export function noteManners(
  { scim, requestId, res }: Exchange,
  manners: { quirks?: readonly string[]; dropped?: readonly string[] },
): void {
  const { quirks = [], dropped = [] } = manners;
  const trace = traceOf(res);
  for (const quirk of quirks) trace?.quirks.add(quirk);
  for (const name of dropped) trace?.dropped.add(name);
  if (quirks.length + dropped.length > 0) scim.log.debug({ requestId, quirks, dropped }, 'SCIM request taken with allowances');
}
