import { Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of a page, with its name and what it is for. */
export function Section({ title, what, aside, children }: { title: string; what?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section">
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        {aside}
      </Group>
      {what && (
        <Text size="sm" className="soft" mb="sm" component="div">
          {what}
        </Text>
      )}
      {children}
    </Paper>
  );
}
