import { Box, Group, ScrollArea, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { View, WorkspaceView } from '../../control/contract.ts';
import type { Run } from '../api.ts';
import { Blocks } from '../blocks/block-view.tsx';
import { SurfaceContext } from '../blocks/surface.ts';
import { MessageList } from './channel-view.tsx';
import { Composer } from './composer.tsx';
import { Face } from './face.tsx';
import { MessageView } from './message-view.tsx';
import { useBlockSurface } from './use-surface.ts';

interface Props {
  readonly view: WorkspaceView;
  readonly me: string;
  readonly run: Run;
}

/** The app's own place: its Home, and the direct messages with it. */
export function AppView({ view, me, run }: Props) {
  const [tab, setTab] = useState('home');
  useEffect(() => void run('openHome', { user: me }), [run, me]);
  return (
    <Stack gap={0} h="100%">
      <Group px="md" py="xs" justify="space-between" style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}>
        <Group gap="xs">
          <Face person={undefined} size={28} />
          <Title order={1} size="h4">
            {view.app.name}
          </Title>
        </Group>
        <SegmentedControl
          size="xs"
          value={tab}
          onChange={setTab}
          data={[
            { value: 'home', label: 'Home' },
            { value: 'messages', label: 'Messages' },
          ]}
        />
      </Group>
      {tab === 'home' ? <Home view={view} me={me} run={run} /> : <Direct view={view} me={me} run={run} />}
    </Stack>
  );
}

function Home({ view, me, run }: Props) {
  if (view.home === null) {
    return (
      <Text c="dimmed" size="sm" p="md">
        The app has published nothing for you yet. It was told that you opened its Home.
      </Text>
    );
  }
  return <HomeBlocks view={view} me={me} run={run} home={view.home} />;
}

function HomeBlocks({ view, me, run, home }: Props & { readonly home: View }) {
  const { surface } = useBlockSurface(view, me, { viewId: home.id }, run);
  return (
    <ScrollArea style={{ flex: 1 }}>
      <Box p="md" maw={760}>
        <SurfaceContext value={surface}>
          <Text component="div" size="sm">
            <Blocks blocks={home.blocks} />
          </Text>
        </SurfaceContext>
      </Box>
    </ScrollArea>
  );
}

function Direct({ view, me, run }: Props) {
  const messages = view.messages.filter((message) => message.channel === view.directMessage);
  return (
    <>
      <MessageList count={messages.length}>
        {messages.length === 0 && (
          <Text c="dimmed" size="sm" p="md">
            No messages between you and the app yet.
          </Text>
        )}
        {messages.map((message) => (
          <MessageView key={message.ts} view={view} me={me} message={message} run={run} />
        ))}
      </MessageList>
      {view.directMessage !== null && <Composer me={me} channel={view.directMessage} name={view.app.name} run={run} />}
    </>
  );
}
