import { Alert, Anchor, Progress, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useNow } from '../../parts/use-now.ts';
import { useSweep } from '../../shell/sweep.tsx';
import { number } from '../../words/numbers.ts';
import { timeLeft } from '../../words/progress.ts';

/** I6: how far it is; it goes on when this page is left. It ends in a sentence that leads to what changed. */
export function BringingInLine() {
  const { progress, endedAt } = useSweep();
  const now = useNow(1000);
  if (progress) {
    const { done, total, startedAt } = progress;
    return (
      <Alert variant="default" title="Bringing users in line" role="status">
        <Text size="sm">
          {number(done)} of {number(total)} looked at. {timeLeft(done, total, now.getTime() - Date.parse(startedAt))}
        </Text>
        <Progress value={total === 0 ? 100 : (100 * done) / total} mt="xs" aria-label="Bringing users in line" />
      </Alert>
    );
  }
  if (endedAt === null) return null;
  return (
    <Alert variant="default" title="Everybody is in line" role="status">
      <Text size="sm">
        See{' '}
        <Anchor component={Link} href="/users" className="link">
          the users
        </Anchor>{' '}
        as they are now, or{' '}
        <Anchor component={Link} href="/audit" className="link">
          what changed
        </Anchor>
        .
      </Text>
    </Alert>
  );
}
