import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { IconBrandSlack } from '@tabler/icons-react';
import { useSignInMethods } from '../queries.ts';

/** One button, as there is one way in. Afterwards one is where one wanted to go. */
export function SignInPage() {
  const { data } = useSignInMethods();
  const to = location.pathname === '/' ? '' : `?to=${encodeURIComponent(location.pathname + location.search)}`;
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" maw={420} w="100%">
        <Stack>
          <img src="/mark.svg" alt="" width={40} height={40} />
          <Title order={1} size="h3">
            Sign in to Rollcall
          </Title>
          <Text>Users, roles and seats of your incident management, as Slack and your IdP say they are.</Text>
          {data?.slack === false ? (
            <Text>Signing in with Slack is not set up. Whoever runs this installation sets SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.</Text>
          ) : (
            <Button component="a" href={`/auth/slack${to}`} size="md" leftSection={<IconBrandSlack size={20} aria-hidden />}>
              Sign in with Slack
            </Button>
          )}
          {data?.sandbox && (
            <Text size="sm" className="soft">
              This runs on the practice workspace: you choose whom of its members to be. Its primary owner becomes the first owner here.
            </Text>
          )}
        </Stack>
      </Paper>
    </Center>
  );
}
