import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Route, Switch } from 'wouter';
import { IdpPage } from './idp/idp-page.tsx';
import { SlackPage } from './slack/slack-page.tsx';
import { theme } from './theme.ts';

const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: true } } });
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place to draw on');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <Notifications position="bottom-right" />
        <Switch>
          <Route path="/idp" component={IdpPage} />
          <Route component={SlackPage} />
        </Switch>
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
