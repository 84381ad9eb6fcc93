import { Button, Group, Text } from '@mantine/core';
import { useSweep } from '../../shell/sweep.tsx';
import { number } from '../../words/numbers.ts';

/** A list that is being read doesn't change by itself: it is said that there is something newer, and a click shows it. */
export function Newer({ readAt, isReading, onShow }: { readAt: number; isReading: boolean; onShow: () => void }) {
  const { progress, endedAt } = useSweep();
  const newer = endedAt !== null && readAt < endedAt && !isReading;
  if (!progress && !newer) return null;
  return (
    <Group gap="sm" role="status">
      <Text size="sm">
        {progress
          ? `SCIM was confirmed, and users are being brought in line: ${number(progress.done)} of ${number(progress.total)} looked at.`
          : 'Everybody has been brought in line since this list was read.'}
      </Text>
      {newer && (
        <Button variant="default" size="compact-sm" onClick={onShow}>
          Show users as they are now
        </Button>
      )}
    </Group>
  );
}
