/** Whether If-Match lets a write through (RFC 7644 §3.14): absent, `*`, or one of its tags is the present one; weakness doesn't count. */
export function ifMatch(header: string | undefined, version: string): boolean {
  return header === undefined || lists(header, version);
}

/** Whether If-None-Match says that the client has this version already: answer 304. */
export function ifNoneMatch(header: string | undefined, version: string): boolean {
  return header !== undefined && lists(header, version);
}

/** A weak entity tag of a version. */
export function weakTag(version: string | number): string {
  return `W/"${version}"`;
}

function lists(header: string, version: string): boolean {
  const wanted = opaque(version);
  return header.split(',').some((tag) => tag.trim() === '*' || opaque(tag) === wanted);
}

function opaque(tag: string): string {
  const trimmed = tag.trim();
  return trimmed.startsWith('W/') ? trimmed.slice(2) : trimmed;
}
