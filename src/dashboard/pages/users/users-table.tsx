import { Button, Group, Text } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { Link } from 'wouter';
import type { User } from '../../../api/contract.ts';
import { Marks, Seats } from '../../parts/marks.tsx';
import { Empty } from '../../parts/page.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { type UsersQuery, useUsers } from '../../queries.ts';
import { count } from '../../words/numbers.ts';
import { roleTitle } from '../../words/summary.ts';
import { Newer } from './newer.tsx';

interface Props {
  filter: UsersQuery;
  onOpen: (id: string) => void;
  onPage: (cursor: string | null) => void;
}

export function UsersTable({ filter, onOpen, onPage }: Props) {
  const { data, error, isPending, isPlaceholderData, dataUpdatedAt, refetch, isFetching } = useUsers(filter);
  if (error) return <Refusal error={error} />;
  if (data?.items.length === 0) return <NobodyFound filtered={Object.keys(filter).length > 1} />;
  return (
    <>
      {data && <Newer readAt={dataUpdatedAt} isReading={isFetching} onShow={() => void refetch()} />}
      {data?.total !== undefined && (
        <Text size="sm" className="soft" role="status">
          {count(data.total, 'user')}
        </Text>
      )}
      <DataTable<User>
        withTableBorder
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        borderRadius="md"
        highlightOnHover
        minHeight={200}
        fetching={isPending || isPlaceholderData}
        records={data?.items ?? []}
        onRowClick={({ record }) => onOpen(record.id)}
        columns={[
          { accessor: 'name', title: 'Name', render: (user) => <Name user={user} onOpen={onOpen} /> },
          { accessor: 'status', title: 'Status', render: (user) => <Marks user={user} /> },
          { accessor: 'baseRole', title: 'Role', render: ({ baseRole, customRoles }) => [roleTitle(baseRole), ...customRoles].join(', ') },
          { accessor: 'seats', title: 'Seats', render: ({ seats }) => <Seats seats={seats} /> },
        ]}
      />
      <Group>
        {filter.cursor && (
          <Button variant="default" onClick={() => onPage(null)}>
            Back to the first page
          </Button>
        )}
        {data?.next && (
          <Button variant="default" onClick={() => onPage(data.next)}>
            Next page
          </Button>
        )}
      </Group>
    </>
  );
}

/** A button, so that the keyboard opens a person too. */
function Name({ user, onOpen }: { user: User; onOpen: (id: string) => void }) {
  const open = (event: { stopPropagation(): void }) => {
    event.stopPropagation();
    onOpen(user.id);
  };
  return (
    <button type="button" className="row-link" onClick={open}>
      <strong style={{ fontWeight: 600, display: 'block', whiteSpace: 'nowrap' }}>{user.name}</strong>
      <span className="soft" style={{ fontSize: '0.8125rem' }}>
        {user.email ?? 'no email'}
      </span>
    </button>
  );
}

const NobodyFound = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty what="Nobody is like this" how="No user fits all that is chosen above.">
      <Button component={Link} href="/users" variant="default">
        Show all users
      </Button>
    </Empty>
  ) : (
    <Empty
      what="No users yet"
      how="People become users when they join an incident channel in Slack, sign in here, or are assigned in your IdP once SCIM is installed."
    />
  );
