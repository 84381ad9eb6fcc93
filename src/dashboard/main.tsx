import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import 'mantine-datatable/styles.css';
import './styles.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ApiError } from './client.ts';
import { theme } from './theme.ts';

/** What the server refused stays refused: only what may pass by itself is tried again. */
const retry = (failures: number, error: Error): boolean => failures < 3 && (!(error instanceof ApiError) || error.status === 503);

/** A session that ended meanwhile: who is asked who they are is shown the way in. */
const onError = (error: Error): void => {
  if (error instanceof ApiError && error.status === 401) void queries.refetchQueries({ queryKey: ['me'], type: 'active' });
};

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey }) => queryKey[0] !== 'me' && onError(error) }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { retry, staleTime: 5_000 }, mutations: { retry: false } },
});

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" />
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
