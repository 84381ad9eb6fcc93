import { isObject, type JsonObject, type JsonValue } from './json.ts';

/**
 * The email by which a SCIM user is linked (rule L1): the primary one, else the work one, else the first, else `userName` where it is an address.
 * undefined where there is none. As sent; whoever compares folds its case.
 */
export function emailOf(user: JsonObject): string | undefined {
  const emails = (Array.isArray(user.emails) ? user.emails : []).filter(
    (email) => isObject(email) && text(email.value) !== undefined,
  ) as JsonObject[];
  const chosen =
    emails.find((email) => email.primary === true) ?? emails.find((email) => text(email.type)?.toLowerCase() === 'work') ?? emails[0];
  const userName = text(user.userName);
  return text(chosen?.value) ?? (userName !== undefined && isAddress(userName) ? userName : undefined);
}

/** What a SCIM user is called: displayName, else name.formatted, else given and family name, else userName, else "". */
export function nameOf(user: JsonObject): string {
  const name = isObject(user.name) ? user.name : {};
  const parts = [text(name.givenName), text(name.familyName)].filter((part) => part !== undefined).join(' ');
  return text(user.displayName) ?? text(name.formatted) ?? (parts || text(user.userName) || '');
}

/** Whether a user name is an email address: something, one "@", something, and no blanks. */
function isAddress(userName: string): boolean {
  const at = userName.indexOf('@');
  return (
    at > 0 &&
    at < userName.length - 1 &&
    at === userName.lastIndexOf('@') &&
    ![' ', '\t', '\n', '\r'].some((blank) => userName.includes(blank))
  );
}

function text(value: JsonValue | undefined): string | undefined {
  const trimmed = typeof value === 'string' ? value.trim() : '';
  return trimmed === '' ? undefined : trimmed;
}
