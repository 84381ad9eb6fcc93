import { Button, Center, Container, Loader, Stack } from '@mantine/core';
import { Redirect, Route, Switch } from 'wouter';
import { ApiError } from './client.ts';
import { AuditPage } from './pages/audit/audit-page.tsx';
import { GroupsPage } from './pages/groups/groups-page.tsx';
import { NotFoundPage } from './pages/not-found.tsx';
import { ScimPage } from './pages/scim/scim-page.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { UsersPage } from './pages/users/users-page.tsx';
import { Refusal } from './parts/refusal.tsx';
import { useMe } from './queries.ts';
import { MeProvider } from './shell/me.tsx';
import { Shell } from './shell/shell.tsx';
import { SweepProvider } from './shell/sweep.tsx';

/** Who isn't signed in signs in, and comes back to where they were. */
export function App() {
  const { data: me, error, refetch } = useMe();
  if (error instanceof ApiError && error.status === 401) return <SignInPage />;
  if (error && !me)
    return (
      <Container size="xs" py="xl" component="main">
        <Stack>
          <Refusal error={error} />
          <Button onClick={() => void refetch()}>Try again</Button>
        </Stack>
      </Container>
    );
  if (!me)
    return (
      <Center h="100vh">
        <Loader aria-label="Loading" />
      </Center>
    );
  return (
    <MeProvider me={me}>
      <SweepProvider>
        <Shell>
          <Switch>
            <Route path="/">
              <Redirect to="/users" replace />
            </Route>
            <Route path="/users/:id?">{({ id }) => <UsersPage id={id ?? null} />}</Route>
            <Route path="/groups" component={GroupsPage} />
            <Route path="/settings/scim" component={ScimPage} />
            <Route path="/audit" component={AuditPage} />
            <Route component={NotFoundPage} />
          </Switch>
        </Shell>
      </SweepProvider>
    </MeProvider>
  );
}
