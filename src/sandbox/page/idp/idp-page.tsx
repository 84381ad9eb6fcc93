import { Alert, Box, Center, Grid, Loader, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useIdp, useVerb } from '../api.ts';
import { PracticeBar } from '../frame.tsx';
import { Connection } from './connection.tsx';
import { Groups } from './groups.tsx';
import { Log } from './log.tsx';
import { People } from './people.tsx';

/** The practice IdP: a directory, and what it pushes where. */
export function IdpPage() {
  const { data: view, error } = useIdp();
  const run = useVerb('idp');
  useEffect(() => {
    document.title = 'Practice IdP';
  }, []);
  if (view === undefined) {
    return (
      <Center h="100vh">
        {error === null ? (
          <Loader aria-label="Loading the directory" />
        ) : (
          <Alert color="orange">The sandbox does not answer. Is it still running?</Alert>
        )}
      </Center>
    );
  }
  const assigned = view.people.filter((one) => one.assigned && one.scimId !== null).length;
  const pushed = view.groups.filter((one) => one.scimId !== null).length;
  return (
    <>
      <PracticeBar page="idp" dashboardUrl={view.dashboardUrl} />
      <Box component="main" p="md" maw={1600} mx="auto">
        <Title order={1} size="h3">
          Practice IdP
        </Title>
        <Text c="dimmed" mb="md">
          {view.baseUrl === '' || !view.hasToken
            ? 'Not connected. Install SCIM on the dashboard, and put its base URL and token here.'
            : `${assigned} of ${view.people.length} people assigned, ${pushed} of ${view.groups.length} groups pushed, in the manner of ${view.vendor === 'okta' ? 'Okta' : 'Entra ID'}.`}
        </Text>
        <Grid gap="md" align="flex-start">
          <Grid.Col span={{ base: 12, lg: 7 }}>
            <Stack>
              <Connection view={view} run={run} />
              <People view={view} run={run} />
              <Groups view={view} run={run} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 5 }}>
            <Log view={view} />
          </Grid.Col>
        </Grid>
      </Box>
    </>
  );
}
