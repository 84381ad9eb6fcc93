import { ActionIcon, Badge, Button, Card, CloseButton, Group, Menu, Select, Stack, Text, Title } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { IdpGroup } from '../../control/contract.ts';
import type { IdpPageView, Run } from '../api.ts';
import { NameForm } from '../slack/small-forms.tsx';
import { BusyButton } from './busy-button.tsx';

interface Props {
  readonly view: IdpPageView;
  readonly run: Run;
}

/** The directory's groups and who is in them. */
export function Groups({ view, run }: Props) {
  const [creating, setCreating] = useState(false);
  return (
    <Card withBorder component="section" aria-labelledby="groups">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5" id="groups">
          Groups
        </Title>
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setCreating(true)}>
          Add group
        </Button>
      </Group>
      <Stack gap="md">
        {view.groups.map((group) => (
          <GroupRow key={group.id} view={view} group={group} run={run} />
        ))}
      </Stack>
      <NameForm
        opened={creating}
        title="Add a group"
        label="Name"
        action="Add group"
        onClose={() => setCreating(false)}
        onDone={async (name) => (await run('createGroup', { name })) !== null}
      />
    </Card>
  );
}

function GroupRow({ view, group, run }: Props & { readonly group: IdpGroup }) {
  const [renaming, setRenaming] = useState(false);
  const body = { group: group.id };
  return (
    <Stack gap={6} component="article" aria-label={`Group ${group.name}`}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs">
          <Text fw={600}>{group.name}</Text>
          <Badge size="sm" tt="none" variant={group.scimId === null ? 'outline' : 'light'} color={group.scimId === null ? 'gray' : 'teal'}>
            {group.scimId === null ? 'Not pushed' : 'Pushed'}
          </Badge>
        </Group>
        <Group gap={4} wrap="nowrap">
          <BusyButton size="compact-xs" onPress={() => run<boolean>('pushGroup', body)}>
            {group.scimId === null ? 'Push group' : 'Push again'}
          </BusyButton>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${group.name}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setRenaming(true)}>Rename group</Menu.Item>
              <Menu.Item color="red" onClick={() => void run('deleteGroup', body)}>
                Delete group
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      <Members view={view} group={group} run={run} />
      <NameForm
        opened={renaming}
        title={`Rename ${group.name}`}
        label="Name"
        action="Rename group"
        initial={group.name}
        onClose={() => setRenaming(false)}
        onDone={async (name) => (await run('renameGroup', { ...body, name })) !== null}
      />
    </Stack>
  );
}

function Members({ view, group, run }: Props & { readonly group: IdpGroup }) {
  const nameOf = (id: string): string => {
    const person = view.people.find((one) => one.oktaId === id);
    return person === undefined ? id : `${person.firstName} ${person.lastName}`;
  };
  const others = view.people.filter((one) => !group.members.includes(one.oktaId));
  return (
    <Group gap={6}>
      {group.members.map((id) => (
        <Badge
          key={id}
          variant="default"
          tt="none"
          fw={400}
          size="lg"
          rightSection={
            <CloseButton
              size="xs"
              aria-label={`Remove ${nameOf(id)} from ${group.name}`}
              onClick={() => void run('removeMember', { group: group.id, person: id })}
            />
          }
        >
          {nameOf(id)}
        </Badge>
      ))}
      <Select
        size="xs"
        w={150}
        placeholder="Add somebody"
        aria-label={`Add somebody to ${group.name}`}
        searchable
        value={null}
        data={others.map((one) => ({ value: one.oktaId, label: nameOf(one.oktaId) }))}
        onChange={(person) => person !== null && void run('addMember', { group: group.id, person })}
      />
    </Group>
  );
}
