import { ActionIcon, Box, Button, Group, NavLink, ScrollArea, Select, Stack, Text } from '@mantine/core';
import { IconApps, IconHash, IconLock, IconPlus, IconSend, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { WorkspaceView } from '../../control/contract.ts';
import type { Run } from '../api.ts';
import { DeliveryMark } from './deliveries-view.tsx';
import { marksOf } from './face.tsx';
import { NameForm } from './small-forms.tsx';

interface Props {
  readonly view: WorkspaceView;
  readonly me: string;
  readonly place: string;
  readonly run: Run;
  readonly onAct: (user: string) => void;
  readonly onGo: (place: string) => void;
}

/** Who I am, the channels, the app, and the workspace's own pages. */
export function Sidebar({ view, me, place, run, onAct, onGo }: Props) {
  const [creating, setCreating] = useState(false);
  const people = view.people.filter((one) => one.kind === 'human' && !one.deleted);
  const channels = view.channels.toSorted((a, b) => Number(a.archived) - Number(b.archived) || a.name.localeCompare(b.name));
  return (
    <Stack className="side" gap={0} h="100%">
      <Box p="sm">
        <Text fw={700}>{view.team.name}</Text>
        <Select
          mt="xs"
          label="You are"
          size="sm"
          searchable
          allowDeselect={false}
          value={me}
          onChange={(user) => user !== null && onAct(user)}
          data={people.map((one) => ({ value: one.id, label: [one.realName, ...marksOf(view, one)].join(' · ') }))}
        />
      </Box>
      <ScrollArea style={{ flex: 1 }}>
        <Group justify="space-between" px="sm" pt="xs">
          <Text size="xs" c="dimmed" fw={600}>
            Channels
          </Text>
          <ActionIcon size="sm" variant="subtle" color="gray" aria-label="Create a channel" onClick={() => setCreating(true)}>
            <IconPlus size={14} />
          </ActionIcon>
        </Group>
        {channels.map((channel) => (
          <NavLink
            key={channel.id}
            component="button"
            active={place === channel.id}
            onClick={() => onGo(channel.id)}
            label={channel.name}
            leftSection={channel.isPrivate ? <IconLock size={15} /> : <IconHash size={15} />}
            rightSection={
              <Text size="xs" c="dimmed">
                {channel.archived ? 'Archived' : channel.members.includes(me) ? '' : 'Not joined'}
              </Text>
            }
            py={5}
          />
        ))}
        <Text size="xs" c="dimmed" fw={600} px="sm" pt="md">
          Apps
        </Text>
        <NavLink
          component="button"
          active={place === 'app'}
          onClick={() => onGo('app')}
          label={view.app.name}
          leftSection={<IconApps size={15} />}
          py={5}
        />
        <Text size="xs" c="dimmed" fw={600} px="sm" pt="md">
          Workspace
        </Text>
        <NavLink
          component="button"
          active={place === 'people'}
          onClick={() => onGo('people')}
          label="People"
          leftSection={<IconUsers size={15} />}
          py={5}
        />
        <NavLink
          component="button"
          active={place === 'deliveries'}
          onClick={() => onGo('deliveries')}
          label="Deliveries"
          leftSection={<IconSend size={15} />}
          py={5}
        />
      </ScrollArea>
      <LastDeliveries view={view} onGo={onGo} />
      <NameForm
        opened={creating}
        title="Create a channel"
        label="Name"
        action="Create channel"
        withPrivate
        onClose={() => setCreating(false)}
        onDone={async (name, isPrivate) => {
          const made = await run<{ readonly id: string }>('createChannel', { user: me, name, isPrivate });
          if (made !== null) onGo(made.id);
          return made !== null;
        }}
      />
    </Stack>
  );
}

/** The last few requests to the app, at a glance. */
function LastDeliveries({ view, onGo }: { readonly view: WorkspaceView; readonly onGo: (place: string) => void }) {
  if (view.deliveries.length === 0) return null;
  return (
    <Box p="sm" style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}>
      <Group justify="space-between" mb={4}>
        <Text size="xs" c="dimmed" fw={600}>
          Last sent to the app
        </Text>
        <Button size="compact-xs" variant="subtle" onClick={() => onGo('deliveries')}>
          All
        </Button>
      </Group>
      <Stack gap={4}>
        {view.deliveries.slice(0, 4).map((delivery) => (
          <Group key={delivery.id} justify="space-between" wrap="nowrap" gap={4}>
            <Text size="xs" ff="monospace" truncate>
              {delivery.name}
            </Text>
            <DeliveryMark delivery={delivery} />
          </Group>
        ))}
      </Stack>
    </Box>
  );
}
