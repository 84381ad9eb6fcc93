import { Button, Card, Group, PasswordInput, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { IdpPageView, Run } from '../api.ts';
import { BusyButton } from './busy-button.tsx';

/** Where to push, with which token, in whose manner. */
export function Connection({ view, run }: { readonly view: IdpPageView; readonly run: Run }) {
  const [baseUrl, setBaseUrl] = useState(view.baseUrl);
  const [token, setToken] = useState('');
  const [vendor, setVendor] = useState<string>(view.vendor);
  const save = async (): Promise<void> => {
    await run('configure', { vendor, baseUrl, token });
    setToken('');
  };
  const changed = baseUrl !== view.baseUrl || token !== '' || vendor !== view.vendor;
  const test = async (): Promise<boolean | null> => {
    const right = await run<boolean>('test', {});
    if (right === true) notifications.show({ color: 'teal', message: 'The endpoint answers as it should' });
    return right;
  };
  return (
    <Card withBorder component="section" aria-labelledby="connection">
      <Title order={2} size="h5" id="connection" mb="xs">
        Connection
      </Title>
      <Stack gap="sm">
        <SegmentedControl
          aria-label="In the manner of"
          value={vendor}
          onChange={setVendor}
          data={[
            { value: 'okta', label: 'Okta' },
            { value: 'entra', label: 'Entra ID' },
          ]}
          style={{ alignSelf: 'flex-start' }}
        />
        <TextInput
          label="SCIM base URL"
          placeholder="http://localhost:3000/scim/v2"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={baseUrl}
          onChange={(event) => setBaseUrl(event.currentTarget.value)}
        />
        <PasswordInput
          label="Bearer token"
          autoComplete="off"
          placeholder={view.hasToken ? 'Kept. Type to replace it' : ''}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            The token stays on this machine.
          </Text>
          <Group gap="xs">
            <BusyButton onPress={test} disabled={changed || view.baseUrl === ''}>
              Test connection
            </BusyButton>
            <BusyButton onPress={() => run<boolean>('pushEverything', {})} disabled={changed || view.baseUrl === ''}>
              Push everything
            </BusyButton>
            <Button size="xs" disabled={!changed} onClick={() => void save()}>
              Save connection
            </Button>
          </Group>
        </Group>
      </Stack>
    </Card>
  );
}
