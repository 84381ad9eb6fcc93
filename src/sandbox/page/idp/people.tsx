import {
  ActionIcon,
  Badge,
  Button,
  Card,
  Group,
  Menu,
  Modal,
  ScrollArea,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
  VisuallyHidden,
} from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { type SubmitEvent, useEffect, useState } from 'react';
import type { IdpPerson } from '../../control/contract.ts';
import type { IdpPageView, Run } from '../api.ts';
import { FormEnd } from '../slack/small-forms.tsx';
import { BusyButton } from './busy-button.tsx';

interface Props {
  readonly view: IdpPageView;
  readonly run: Run;
}

/** The directory's people. */
export function People({ view, run }: Props) {
  const [edited, setEdited] = useState<IdpPerson | 'new' | null>(null);
  return (
    <Card withBorder component="section" aria-labelledby="people" p={0}>
      <Group justify="space-between" p="md" pb="xs">
        <Title order={2} size="h5" id="people">
          People
        </Title>
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setEdited('new')}>
          Add person
        </Button>
      </Group>
      <ScrollArea>
        <Table verticalSpacing={6} horizontalSpacing="md" miw={620} highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>Email</Table.Th>
              <Table.Th>Assigned</Table.Th>
              <Table.Th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {view.people.map((person) => (
              <PersonRow key={person.oktaId} view={view} person={person} run={run} onEdit={() => setEdited(person)} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      <PersonForm edited={edited} run={run} onClose={() => setEdited(null)} />
    </Card>
  );
}

function PersonRow({ view, person, run, onEdit }: Props & { readonly person: IdpPerson; readonly onEdit: () => void }) {
  const body = { person: person.oktaId };
  const name = `${person.firstName} ${person.lastName}`;
  const taken = person.assigned && person.scimId !== null;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {person.title}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" ff="monospace">
          {person.email}
        </Text>
      </Table.Td>
      <Table.Td>
        <AssignedMark person={person} />
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <BusyButton size="compact-xs" onPress={() => run<boolean>(taken ? 'unassign' : 'assign', body)}>
            {taken ? 'Unassign' : 'Assign'}
          </BusyButton>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${name}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onEdit}>Edit name, email, title</Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" onClick={() => void run('deletePerson', body)}>
                {view.vendor === 'okta' ? 'Delete (Okta sends a deactivation)' : 'Delete (Entra sends DELETE)'}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** Assigned, or not yet, or no longer, or assigned and refused by the service. */
function AssignedMark({ person }: { readonly person: IdpPerson }) {
  const refused = person.assigned && person.scimId === null;
  const word = refused ? 'Not taken' : person.assigned ? 'Assigned' : person.scimId === null ? 'Not assigned' : 'Unassigned';
  return (
    <Badge
      size="sm"
      tt="none"
      variant={person.assigned ? 'light' : 'outline'}
      color={refused ? 'orange' : person.assigned ? 'teal' : 'gray'}
    >
      {word}
    </Badge>
  );
}

const blank = { firstName: '', lastName: '', email: '', title: '' };

function PersonForm({
  edited,
  run,
  onClose,
}: {
  readonly edited: IdpPerson | 'new' | null;
  readonly run: Run;
  readonly onClose: () => void;
}) {
  const [fields, setFields] = useState(blank);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (edited === null) return;
    setFields(
      edited === 'new' ? blank : { firstName: edited.firstName, lastName: edited.lastName, email: edited.email, title: edited.title },
    );
  }, [edited]);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const done = edited === 'new' ? await run('createPerson', fields) : await run('editPerson', { person: edited?.oktaId, ...fields });
    setBusy(false);
    if (done !== null) onClose();
  };
  const field = (name: keyof typeof blank, label: string, required: boolean) => (
    <TextInput
      label={label}
      required={required}
      value={fields[name]}
      onChange={(event) => setFields({ ...fields, [name]: event.currentTarget.value })}
    />
  );
  return (
    <Modal opened={edited !== null} onClose={onClose} title={edited === 'new' ? 'Add a person' : 'Edit person'}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          {field('firstName', 'First name', true)}
          {field('lastName', 'Last name', true)}
          {field('email', 'Email', true)}
          {field('title', 'Title', false)}
          <FormEnd action={edited === 'new' ? 'Add person' : 'Save person'} busy={busy} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
