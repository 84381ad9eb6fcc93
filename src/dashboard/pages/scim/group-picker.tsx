import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useGroups, useScim } from '../../queries.ts';
import { count } from '../../words/numbers.ts';

interface Props {
  label: string;
  value: string | null;
  onChange: (id: string | null) => void;
}

/** One of the pushed groups, found by how its name begins; the server searches, as there may be thousands. */
export function GroupPicker({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const [search] = useDebouncedValue(typed === chosen?.label ? '' : typed.trim(), 200);
  const { data: scim } = useScim();
  const { data } = useGroups(search, undefined, scim?.groups);
  const found = (data?.items ?? []).map(({ id, displayName, members }) => ({
    value: id,
    label: `${displayName} (${count(members, 'member')})`,
  }));
  const options = value && chosen && !found.some((one) => one.value === value) ? [chosen, ...found] : found;
  return (
    <Select
      label={label}
      placeholder={found.length === 0 && !search ? 'No groups pushed yet' : 'Choose a group'}
      searchable
      clearable
      w="min(22rem, 100%)"
      data={options}
      filter={({ options: all }) => all}
      value={value}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id, option) => {
        setChosen(option ? { value: option.value, label: option.label } : null);
        onChange(id);
      }}
      nothingFoundMessage="No group begins like this"
    />
  );
}
