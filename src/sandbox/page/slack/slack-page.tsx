import { Alert, Box, Burger, Center, Drawer, Group, Loader, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { WorkspaceView } from '../../control/contract.ts';
import { type Run, useVerb, useWorkspace } from '../api.ts';
import { PracticeBar } from '../frame.tsx';
import { AppView } from './app-view.tsx';
import { ChannelView } from './channel-view.tsx';
import { DeliveriesView } from './deliveries-view.tsx';
import { PeopleView } from './people-view.tsx';
import { Sidebar } from './sidebar.tsx';
import { ViewModal } from './view-modal.tsx';

/** The practice Slack. Who I am and where I am stand in the address, so that it can be reloaded and shared between tabs. */
export function SlackPage() {
  const [params, setParams] = useSearchParams();
  const asked = params.get('as') ?? '';
  const { data: view, error } = useWorkspace(asked);
  const run = useVerb('workspace');
  const me =
    view?.people.find((one) => one.id === asked && !one.deleted)?.id ??
    view?.people.find((one) => one.kind === 'human' && !one.deleted)?.id ??
    '';
  const place = params.get('at') ?? view?.channels.find((one) => one.isGeneral)?.id ?? 'people';
  const set = (changes: Readonly<Record<string, string>>): void =>
    setParams((old) => ({ ...Object.fromEntries(old), as: me, at: place, ...changes }), { replace: true });
  const name = view?.team.name;
  useEffect(() => {
    document.title = name === undefined ? 'Practice workspace' : `${name} · practice workspace`;
  }, [name]);

  if (view === undefined) return <Waiting error={error} />;
  return (
    <Stack gap={0} h="100vh">
      <PracticeBar page="slack" dashboardUrl={view.dashboardUrl} />
      <Shell
        side={(close) => (
          <Sidebar view={view} me={me} place={place} run={run} onAct={(as) => set({ as })} onGo={(at) => (set({ at }), close())} />
        )}
      >
        {error !== null && (
          <Alert color="orange" radius={0}>
            The sandbox does not answer. What you see may be old.
          </Alert>
        )}
        <Place view={view} me={me} place={place} run={run} />
      </Shell>
      {view.views.length > 0 && <TopModal view={view} me={me} run={run} />}
    </Stack>
  );
}

function Shell({ side, children }: { readonly side: (close: () => void) => React.ReactNode; readonly children: React.ReactNode }) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <Group gap={0} wrap="nowrap" align="stretch" style={{ flex: 1, minHeight: 0 }}>
      <Box
        component="nav"
        w={264}
        visibleFrom="sm"
        style={{ borderRight: '1px solid var(--mantine-color-default-border)' }}
        aria-label="Workspace"
      >
        {side(close)}
      </Box>
      <Drawer opened={opened} onClose={close} size={290} padding={0} withCloseButton={false} hiddenFrom="sm">
        <Box h="100vh">{side(close)}</Box>
      </Drawer>
      <Stack component="main" gap={0} style={{ flex: 1, minWidth: 0 }}>
        <Box hiddenFrom="sm" px="xs" pt="xs">
          <Burger opened={opened} onClick={() => setOpened(true)} aria-label="Channels and people" size="sm" />
        </Box>
        <Box style={{ flex: 1, minHeight: 0 }}>{children}</Box>
      </Stack>
    </Group>
  );
}

interface PlaceProps {
  readonly view: WorkspaceView;
  readonly me: string;
  readonly run: Run;
}

function Place({ view, me, place, run }: PlaceProps & { readonly place: string }) {
  if (place === 'people') return <PeopleView view={view} run={run} />;
  if (place === 'deliveries') return <DeliveriesView view={view} run={run} />;
  if (place === 'app') return <AppView key={me} view={view} me={me} run={run} />;
  const channel = view.channels.find((one) => one.id === place);
  if (channel === undefined) return <Alert m="md">This member can’t see the channel. Choose another one, or act as somebody else.</Alert>;
  return <ChannelView key={`${me}${channel.id}`} view={view} me={me} channel={channel} run={run} />;
}

function TopModal({ view, me, run }: PlaceProps) {
  const top = view.views.at(-1);
  return top === undefined ? null : <ViewModal key={top.id} view={view} me={me} modal={top} run={run} />;
}

const Waiting = ({ error }: { readonly error: Error | null }) => (
  <Center h="100vh">
    {error === null ? (
      <Loader aria-label="Loading the workspace" />
    ) : (
      <Alert color="orange">The sandbox does not answer. Is it still running?</Alert>
    )}
  </Center>
);
