import { AppShell, Burger, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { signOut } from '../client.ts';
import { roleTitle } from '../words/summary.ts';
import { useSignedIn } from './me.tsx';
import { Nav } from './nav.tsx';
import { SlackStopped } from './slack-stopped.tsx';

/** The frame of every page: where one can go, the organization, and who one is. */
export function Shell({ children }: { children: ReactNode }) {
  const [open, { toggle, close }] = useDisclosure();
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !open } }} padding="md">
      <a className="skip" href="#content">
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={open ? 'Close the menu' : 'Open the menu'} />
            <img src="/mark.svg" alt="" width={26} height={26} />
            <Organization />
          </Group>
          <Who />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" component="nav" aria-label="Pages">
        <Nav onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <SlackStopped />
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

function Organization() {
  const { organization, sandboxUrl } = useSignedIn();
  return (
    <div style={{ minWidth: 0 }}>
      <Text fw={600} truncate lh={1.2}>
        {organization.name}
      </Text>
      {sandboxUrl && (
        <Text size="xs" className="soft" lh={1.2} visibleFrom="xs">
          Practice workspace:{' '}
          <a className="link" href={sandboxUrl} target="_blank" rel="noreferrer">
            act as its members
          </a>
        </Text>
      )}
    </div>
  );
}

function Who() {
  const { user } = useSignedIn();
  const queries = useQueryClient();
  const leave = async () => {
    await signOut();
    queries.clear();
    location.assign('/');
  };
  return (
    <Group gap="sm" wrap="nowrap">
      <div style={{ textAlign: 'right' }}>
        <Text size="sm" fw={500} lh={1.2} style={{ whiteSpace: 'nowrap' }} visibleFrom="xs">
          {user?.name}
        </Text>
        <Text size="xs" className="soft" lh={1.2}>
          {user && roleTitle(user.baseRole)}
        </Text>
      </div>
      <Button variant="default" size="xs" onClick={() => void leave()}>
        Sign out
      </Button>
    </Group>
  );
}
