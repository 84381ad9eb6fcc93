import { useLocation, useSearchParams } from 'wouter';
import { Page } from '../../parts/page.tsx';
import { addressWith, filterOf } from './filter.ts';
import { UserDrawer } from './user-drawer.tsx';
import { UsersFilter } from './users-filter.tsx';
import { UsersState } from './users-state.tsx';
import { UsersTable } from './users-table.tsx';

/** The list, and beside it the one whom the address names. */
export function UsersPage({ id }: { id: string | null }) {
  const [, go] = useLocation();
  const [address] = useSearchParams();
  const open = (user: string | null) => go(`/users${user ? `/${encodeURIComponent(user)}` : ''}${address.size ? `?${address}` : ''}`);
  const change = (part: Record<string, string | null>) => go(`/users${addressWith(address, part)}`);
  return (
    <Page title="Users" state={<UsersState />}>
      <UsersFilter address={address} onChange={change} />
      <UsersTable filter={filterOf(address)} onOpen={open} onPage={(cursor) => change({ cursor })} />
      <UserDrawer id={id} onClose={() => open(null)} />
    </Page>
  );
}
