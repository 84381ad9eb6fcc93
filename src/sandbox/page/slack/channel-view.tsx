import { Badge, Box, Button, Group, Menu, ScrollArea, Stack, Text, Title } from '@mantine/core';
import { IconArchive, IconChevronDown, IconHash, IconLock, IconPencil, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Channel, WorkspaceView } from '../../control/contract.ts';
import type { Run } from '../api.ts';
import { Composer } from './composer.tsx';
import { Face, Marks } from './face.tsx';
import { MessageView } from './message-view.tsx';
import { NameForm, PickPerson } from './small-forms.tsx';

interface Props {
  readonly view: WorkspaceView;
  readonly me: string;
  readonly channel: Channel;
  readonly run: Run;
}

/** A channel: who is in it, what was said, and a place to write. */
export function ChannelView({ view, me, channel, run }: Props) {
  const inside = channel.members.includes(me);
  const messages = view.messages.filter((message) => message.channel === channel.id);
  return (
    <Group wrap="nowrap" gap={0} align="stretch" h="100%">
      <Stack gap={0} style={{ flex: 1, minWidth: 0 }} h="100%">
        <ChannelHead view={view} me={me} channel={channel} run={run} inside={inside} />
        <MessageList count={messages.length}>
          {messages.length === 0 && (
            <Text c="dimmed" size="sm" p="md">
              Nothing was said here yet. What the app posts appears here too.
            </Text>
          )}
          {messages.map((message) => (
            <MessageView key={message.ts} view={view} me={me} message={message} run={run} />
          ))}
        </MessageList>
        {channel.archived ? (
          <Text size="sm" c="dimmed" p="md">
            The channel is archived.
          </Text>
        ) : inside ? (
          <Composer me={me} channel={channel.id} name={`#${channel.name}`} run={run} />
        ) : (
          <Group p="md">
            <Button onClick={() => void run('join', { user: me, channel: channel.id })}>Join #{channel.name}</Button>
          </Group>
        )}
      </Stack>
      <MemberList view={view} channel={channel} />
    </Group>
  );
}

/** Stays at the newest message. */
export function MessageList({ count, children }: { readonly count: number; readonly children: React.ReactNode }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  return (
    <ScrollArea style={{ flex: 1 }} type="auto">
      <Box py="xs">
        {children}
        <div ref={end} />
      </Box>
    </ScrollArea>
  );
}

function ChannelHead({ view, me, channel, run, inside }: Props & { readonly inside: boolean }) {
  const [form, setForm] = useState<'rename' | 'invite' | null>(null);
  const shared = channel.teamIds.length > 1;
  const here = { user: me, channel: channel.id };
  return (
    <Group px="md" py="xs" justify="space-between" wrap="nowrap" style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}>
      <Box miw={0}>
        <Group gap={6} wrap="nowrap">
          {channel.isPrivate ? <IconLock size={18} /> : <IconHash size={18} />}
          <Title order={1} size="h4" lineClamp={1}>
            {channel.name}
          </Title>
          {shared && (
            <Badge size="sm" variant="outline" color="grape" tt="none" style={{ flexShrink: 0 }} visibleFrom="lg">
              Shared with {view.partner.name}
            </Badge>
          )}
          {channel.archived && (
            <Badge size="sm" color="gray" variant="light" tt="none">
              Archived
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed" truncate>
          {channel.topic === '' ? (channel.members.length === 1 ? '1 member' : `${channel.members.length} members`) : channel.topic}
        </Text>
      </Box>
      <Group gap="xs" wrap="nowrap">
        {inside && !channel.isGeneral && (
          <Button size="xs" variant="default" onClick={() => void run('leave', here)}>
            Leave
          </Button>
        )}
        {!inside && !channel.archived && (
          <Button size="xs" onClick={() => void run('join', here)}>
            Join
          </Button>
        )}
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} />}>
              Channel
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconUserPlus size={14} />} disabled={!inside} onClick={() => setForm('invite')}>
              Bring somebody in
            </Menu.Item>
            <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setForm('rename')}>
              Rename channel
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArchive size={14} />}
              onClick={() => void run(channel.archived ? 'unarchiveChannel' : 'archiveChannel', here)}
            >
              {channel.archived ? 'Unarchive channel' : 'Archive channel'}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      <NameForm
        opened={form === 'rename'}
        title={`Rename #${channel.name}`}
        label="Name"
        action="Rename channel"
        initial={channel.name}
        onClose={() => setForm(null)}
        onDone={async (name) => (await run('renameChannel', { channel: channel.id, name })) !== null}
      />
      <PickPerson
        opened={form === 'invite'}
        title={`Bring somebody into #${channel.name}`}
        action="Bring in"
        people={view.people.filter((one) => !one.deleted && one.kind !== 'slackbot' && !channel.members.includes(one.id))}
        onClose={() => setForm(null)}
        onDone={async (user) => (await run('inviteToChannel', { inviter: me, user, channel: channel.id })) !== null}
      />
    </Group>
  );
}

function MemberList({ view, channel }: { readonly view: WorkspaceView; readonly channel: Channel }) {
  const members = channel.members.flatMap((id) => view.people.find((one) => one.id === id) ?? []);
  return (
    <Box
      component="aside"
      w={270}
      visibleFrom="md"
      style={{ borderLeft: '1px solid var(--mantine-color-default-border)' }}
      aria-label="Members of the channel"
    >
      <Group px="md" py="sm" gap={6}>
        <IconUsers size={16} />
        <Text size="sm" fw={600}>
          {members.length} in this channel
        </Text>
      </Group>
      <ScrollArea h="calc(100vh - 110px)">
        <Stack gap={10} px="md" pb="md">
          {members.map((person) => (
            <Group key={person.id} gap="xs" wrap="nowrap">
              <Face person={person} size={26} />
              <Box miw={0}>
                <Text size="sm" truncate lh={1.2}>
                  {person.realName}
                </Text>
                <Marks view={view} person={person} />
              </Box>
            </Group>
          ))}
        </Stack>
      </ScrollArea>
    </Box>
  );
}
