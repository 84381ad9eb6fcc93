import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

/** A page: its name, then the one sentence that answers what it is opened for. */
export function Page({ title, state, children }: { title: string; state: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Rollcall`;
  }, [title]);
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} size="h3">
          {title}
        </Title>
        {state === null ? (
          <Skeleton h={20} mt={6} w="min(36rem, 90%)" />
        ) : (
          <Text component="div" mt={4}>
            {state}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
}

/** An empty page teaches: what will be here, what brings it, and the button that does. */
export function Empty({ what, how, children }: { what: string; how: string; children?: ReactNode }) {
  return (
    <Stack align="center" py="xl" px="md" gap="xs" ta="center">
      <Text fw={600}>{what}</Text>
      <Text size="sm" className="soft" maw={480}>
        {how}
      </Text>
      {children}
    </Stack>
  );
}
