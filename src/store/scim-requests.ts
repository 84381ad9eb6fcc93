import type { Database } from './connection.ts';
import type { Page } from './reads/users.ts';

/** One request to the SCIM endpoint, as an admin may see it. */
export interface ScimRequest {
  /** The id that the answer, the log and the audit's `cause` have too. */
  id: string;
  at: Date;
  /** Null where the token says of nobody whose it is. */
  org: string | null;
  tokenId: string | null;
  /** How the token begins; null where none of ours was sent. */
  tokenPrefix: string | null;
  /** The token was refused, or none was sent. */
  stranger: boolean;
  address: string | null;
  /** It came from outside `scim.allowed_ips`, whether it was refused for that or not. */
  outside: boolean;
  method: string;
  /** Below `/scim/v2`, without the query. */
  path: string;
  filter: string | null;
  /** 499 where the client went away before it was answered. */
  status: number;
  scimType: string | null;
  detail: string | null;
  ms: number;
  /** JSON, masked; broken off where it was longer than what is kept. Null where there was none. */
  body: string | null;
  bodyCut: boolean;
  /** The resource that was written. */
  changed: { type: 'User' | 'Group'; id: string } | null;
  /** Manners that were understood, by the ids of `scim/protocol/quirks-table.ts`. */
  quirks: string[];
  /** Attributes that no schema has. */
  dropped: string[];
}

const collection = (db: Database) => db.collection('scimRequests');

/** A database that hangs must not keep those who come after, nor the product's end, waiting. */
const WITHIN_MS = 5000;

/** Keeps requests, if the database takes them: nothing depends on it. */
export async function keepRequests(db: Database, requests: ScimRequest[]): Promise<void> {
  const documents = requests.map(({ id, ...rest }) => ({ _id: id as never, ...rest }));
  await collection(db).insertMany(documents, { ordered: false, writeConcern: { w: 1 }, timeoutMS: WITHIN_MS });
}

export interface RequestFilter {
  /** Only what was answered with 400 or more. */
  errors?: boolean;
  since?: Date;
  /** Also those of whom nobody knows whose they are: for the operator. */
  strangers?: boolean;
}

/** An organization's requests, latest first, a page at a time. @param page `before` is the last id of the page before */
export async function listRequests(
  db: Database,
  org: string,
  { errors, since, strangers }: RequestFilter,
  page: { before?: string | null; limit: number },
): Promise<Page<ScimRequest>> {
  const query = {
    org: strangers ? { $in: [org, null] } : org,
    ...(errors ? { status: { $gte: 400 } } : {}),
    ...(since ? { at: { $gte: since } } : {}),
    ...(page.before ? { _id: { $lt: page.before as never } } : {}),
  };
  const found = await collection(db)
    .find(query)
    .sort({ _id: -1 })
    .limit(page.limit + 1)
    .toArray();
  const items = found.slice(0, page.limit).map(({ _id, ...rest }) => ({ id: String(_id), ...rest }) as unknown as ScimRequest);
  return { items, next: found.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}

/** What goes at once beyond the cap, so that not each batch has to make room. */
const SLACK = 0.1;

/**
 * Takes away the oldest requests of all organizations where they have more than `maxBytes` together, before compression.
 * @returns how many went
 */
export async function trimRequests(db: Database, maxBytes: number): Promise<number> {
  const [stats] = await collection(db)
    .aggregate([{ $collStats: { storageStats: {} } }])
    .toArray();
  const { size = 0, count = 0 } = (stats?.storageStats ?? {}) as { size?: number; count?: number };
  if (size <= maxBytes || count === 0) return 0;
  const excess = Math.ceil((size - maxBytes * (1 - SLACK)) / (size / count));
  const [first] = await collection(db)
    .find({})
    .sort({ at: 1 })
    .skip(Math.min(excess, count - 1))
    .limit(1)
    .project({ at: 1 })
    .toArray();
  const { deletedCount } = await collection(db).deleteMany({ at: { $lt: first?.at as Date } }, { writeConcern: { w: 1 } });
  return deletedCount;
}
