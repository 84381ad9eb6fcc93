/** What somebody else answered: tests look into it freely. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any;

export interface Answer {
  status: number;
  headers: Headers;
  /** Null for an empty body. */
  body: Loose;
}

export interface ScimClient {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** PATCH with these operations. */
  patch(path: string, operations: unknown[], headers?: Record<string, string>): Promise<Answer>;
  delete(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<Answer>;
}

/** A SCIM client as plain as it gets. */
export function scimClient(baseUrl: string, token: string): ScimClient {
  const send = async (method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const type = body === undefined ? {} : { 'content-type': 'application/scim+json' };
    const response = await fetch(baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...type, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
  const json = (body: unknown): string => JSON.stringify(body);
  return {
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, json(body), headers),
    put: (path, body, headers) => send('PUT', path, json(body), headers),
    patch: (path, operations, headers) =>
      send('PATCH', path, json({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }), headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  };
}

/** Everybody's `userName`, page by page, sorted. */
export async function userNamesOf(scim: ScimClient): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const { body } = await scim.get(`/Users?startIndex=${names.length + 1}&count=1000&attributes=userName`);
    names.push(...body.Resources.map(({ userName }: { userName: string }) => userName));
    if (body.Resources.length === 0 || names.length >= body.totalResults) return names.sort();
  }
}

/** A filter as it goes into a path. */
export const filtered = (path: string, filter: string): string => `${path}?filter=${encodeURIComponent(filter)}`;
