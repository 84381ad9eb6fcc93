import type { UsersQuery } from '../../queries.ts';

/** The filter as it stands in the address, and back. Only what is known is taken from an address. */
export const filterKeys = ['search', 'status', 'baseRole', 'seat', 'linked', 'cursor'] as const;

const values: Record<string, string[]> = {
  status: ['active', 'deactivated'],
  baseRole: ['standard', 'admin', 'owner'],
  seat: ['viewer', 'responder', 'on_call'],
  linked: ['true', 'false'],
};

export function filterOf(address: URLSearchParams): UsersQuery {
  const found = filterKeys.flatMap((key) => {
    const value = address.get(key);
    return value && (values[key]?.includes(value) ?? true) ? [[key, value] as const] : [];
  });
  return { limit: 50, ...(Object.fromEntries(found) as UsersQuery) };
}

/** The address of the list with one part of the filter changed; any change begins at the first page. */
export function addressWith(address: URLSearchParams, change: Record<string, string | null>): string {
  const next = new URLSearchParams(address);
  next.delete('cursor');
  for (const [key, value] of Object.entries(change)) {
    if (value) next.set(key, value);
    else next.delete(key);
  }
  const text = next.toString();
  return text ? `?${text}` : '';
}
