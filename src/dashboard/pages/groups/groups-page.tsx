import { Anchor, Button, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ScimGroup } from '../../../api/contract.ts';
import { Empty, Page } from '../../parts/page.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { useGroups, useMappings, useOnCallGroups, useScim } from '../../queries.ts';
import { count, number } from '../../words/numbers.ts';
import { roleTitle } from '../../words/summary.ts';

/** The groups that the IdP pushed, and what each gives. */
export function GroupsPage() {
  const scim = useScim();
  if (scim.data?.state === 'not_installed') {
    return (
      <Page title="Groups" state="SCIM is not installed, so there are no groups.">
        <Empty
          what="Groups come from your IdP"
          how="Once SCIM is connected, the groups that your IdP pushes are listed here, and can give roles and on-call seats."
        >
          <Button component={Link} href="/settings/scim">
            Install SCIM
          </Button>
        </Empty>
      </Page>
    );
  }
  return (
    <Page title="Groups" state={scim.data ? <State groups={scim.data.groups} /> : null}>
      <Groups />
    </Page>
  );
}

function State({ groups }: { groups: number }) {
  const mappings = useMappings().data?.items.length ?? 0;
  const onCall = useOnCallGroups().data?.items.length ?? 0;
  return (
    <>
      The IdP has pushed {count(groups, 'group')}. {count(mappings, 'mapping gives', 'mappings give')} roles,{' '}
      {count(onCall, 'group gives', 'groups give')} on-call seats.{' '}
      <Anchor component={Link} href="/settings/scim" className="link">
        Change them in SCIM
      </Anchor>
      .
    </>
  );
}

function Groups() {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const [cursors, setCursors] = useState<string[]>([]);
  const { data, error, isPending, isPlaceholderData } = useGroups(search, cursors.at(-1));
  return (
    <>
      <TextInput
        label="Search groups"
        placeholder="How the name begins"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setCursors([]);
        }}
        maw={360}
      />
      <Refusal error={error} />
      <DataTable<ScimGroup>
        withTableBorder
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        borderRadius="md"
        minHeight={160}
        fetching={isPending || isPlaceholderData}
        records={data?.items ?? []}
        noRecordsText={search ? 'No group begins like this' : 'The IdP has pushed no groups yet'}
        columns={[
          { accessor: 'displayName', title: 'Group' },
          { accessor: 'members', title: 'Members', textAlign: 'right', render: ({ members }) => number(members) },
          {
            accessor: 'roles',
            title: 'Gives the role',
            render: ({ roles }) => (roles.length > 0 ? roles.map(roleTitle).join(', ') : <span className="soft">none</span>),
          },
          { accessor: 'onCall', title: 'Gives on-call seats', render: ({ onCall }) => (onCall ? 'Yes' : <span className="soft">No</span>) },
        ]}
      />
      <Group>
        {cursors.length > 0 && (
          <Button variant="default" onClick={() => setCursors(cursors.slice(0, -1))}>
            Previous page
          </Button>
        )}
        {data?.next && (
          <Button variant="default" onClick={() => setCursors([...cursors, data.next as string])}>
            Next page
          </Button>
        )}
      </Group>
    </>
  );
}
