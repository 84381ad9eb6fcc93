import { ActionIcon, Box, Button, Group, Menu, ScrollArea, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconDots, IconUserPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Person, WorkspaceView } from '../../control/contract.ts';
import type { Run } from '../api.ts';
import { Face, Marks } from './face.tsx';
import { PersonForm } from './small-forms.tsx';

interface Props {
  readonly view: WorkspaceView;
  readonly run: Run;
}

/** Everyone in the workspace, and what an admin can do with them. */
export function PeopleView({ view, run }: Props) {
  const [edited, setEdited] = useState<Person | null>(null);
  const [inviting, setInviting] = useState(false);
  const staff = view.people.filter((one) => one.kind === 'human' && one.teamId === view.team.id);
  const active = staff.filter((one) => !one.deleted).length;
  const blank = useMemo(() => ({ realName: '', email: '', title: '' }), []);
  const initial = useMemo(
    () => (edited === null ? blank : { realName: edited.realName, email: edited.email ?? '', title: edited.title }),
    [edited, blank],
  );
  return (
    <Stack gap={0} h="100%">
      <Group px="md" py="sm" justify="space-between">
        <Box>
          <Title order={1} size="h4">
            People
          </Title>
          <Text size="sm" c="dimmed">
            {active} active members of {view.team.name}, {staff.length - active} deactivated. What you change here, the app is told by
            events.
          </Text>
        </Box>
        <Button size="xs" leftSection={<IconUserPlus size={14} />} onClick={() => setInviting(true)}>
          Invite a member
        </Button>
      </Group>
      <ScrollArea style={{ flex: 1 }}>
        <Table stickyHeader highlightOnHover verticalSpacing={6} horizontalSpacing="md" miw={640}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>Email</Table.Th>
              <Table.Th>Title</Table.Th>
              <Table.Th w={50}>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {view.people.map((person) => (
              <PersonRow key={person.id} view={view} person={person} run={run} onEdit={() => setEdited(person)} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      <PersonForm
        opened={edited !== null}
        title={`Edit ${edited?.realName ?? ''}`}
        action="Save profile"
        initial={initial}
        onClose={() => setEdited(null)}
        onDone={async ({ realName, email, title }) => (await run('changeProfile', { user: edited?.id, realName, email, title })) !== null}
      />
      <PersonForm
        opened={inviting}
        title={`Invite somebody to ${view.team.name}`}
        action="Invite"
        initial={blank}
        withGuest
        onClose={() => setInviting(false)}
        onDone={async (fields) => (await run('invite', fields)) !== null}
      />
    </Stack>
  );
}

function PersonRow({ view, person, run, onEdit }: Props & { readonly person: Person; readonly onEdit: () => void }) {
  const own = person.kind === 'human' && person.teamId === view.team.id;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <Face person={person} size={28} />
          <Text size="sm" {...(person.deleted ? { c: 'dimmed' } : {})} style={{ whiteSpace: 'nowrap' }}>
            {person.realName}
          </Text>
          <Marks view={view} person={person} />
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm" ff="monospace" style={{ whiteSpace: 'nowrap' }}>
          {person.email ?? ''}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" truncate maw={220}>
          {person.title}
        </Text>
      </Table.Td>
      <Table.Td>{own && <PersonMenu person={person} run={run} onEdit={onEdit} />}</Table.Td>
    </Table.Tr>
  );
}

function PersonMenu({ person, run, onEdit }: { readonly person: Person; readonly run: Run; readonly onEdit: () => void }) {
  const user = { user: person.id };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${person.realName}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onEdit}>Edit name, email, title</Menu.Item>
        {person.guest === 'none' ? (
          <Menu.Item onClick={() => void run('setGuest', { ...user, guest: 'multi' })}>Make guest</Menu.Item>
        ) : (
          <Menu.Item onClick={() => void run('setGuest', { ...user, guest: 'none' })}>Make full member</Menu.Item>
        )}
        <Menu.Divider />
        {person.deleted ? (
          <Menu.Item onClick={() => void run('reactivate', user)}>Reactivate</Menu.Item>
        ) : (
          <Menu.Item color="red" onClick={() => void run('deactivate', user)}>
            Deactivate
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
