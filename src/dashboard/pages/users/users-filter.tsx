import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useSignedIn } from '../../shell/me.tsx';
import { filterKeys } from './filter.ts';

interface Props {
  address: URLSearchParams;
  onChange: (part: Record<string, string | null>) => void;
}

/** Search and filters; they stand in the address, so that a list can be sent to somebody. */
export function UsersFilter({ address, onChange }: Props) {
  const choice = (key: string, label: string, data: { value: string; label: string }[]) => (
    <Select
      label={label}
      placeholder="Any"
      clearable
      w={150}
      data={data}
      value={address.get(key)}
      onChange={(value) => onChange({ [key]: value })}
    />
  );
  const installed = useSignedIn().scimState === 'installed';
  const any = filterKeys.some((key) => address.has(key));
  return (
    <Group align="flex-end" gap="sm">
      <Search value={address.get('search') ?? ''} onChange={(search) => onChange({ search })} />
      {choice('status', 'Status', [
        { value: 'active', label: 'Active' },
        { value: 'deactivated', label: 'Deactivated' },
      ])}
      {choice('baseRole', 'Role', [
        { value: 'standard', label: 'Standard' },
        { value: 'admin', label: 'Admin' },
        { value: 'owner', label: 'Owner' },
      ])}
      {choice('seat', 'Seat', [
        { value: 'viewer', label: 'Viewer' },
        { value: 'responder', label: 'Responder' },
        { value: 'on_call', label: 'On-call' },
      ])}
      {installed &&
        choice('linked', 'Link', [
          { value: 'true', label: 'Linked' },
          { value: 'false', label: 'Unlinked' },
        ])}
      {any && (
        <Button variant="subtle" onClick={() => onChange(Object.fromEntries(filterKeys.map((key) => [key, null])))}>
          Show all
        </Button>
      )}
    </Group>
  );
}

function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const send = useDebouncedCallback(onChange, 250);
  return (
    <TextInput
      label="Search users"
      placeholder="Name or email"
      leftSection={<IconSearch size={16} aria-hidden />}
      w={240}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        send(currentTarget.value.trim());
      }}
    />
  );
}
