import { Anchor, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { AuditEntry } from '../../api/contract.ts';
import { useAudit } from '../queries.ts';
import { actionTitle, causeTitle } from '../words/actions.ts';
import { stepsOfEntry } from '../words/summary.ts';
import { ChangeList } from './change-list.tsx';
import { Empty } from './page.tsx';
import { Refusal } from './refusal.tsx';
import { Rule } from './rule.tsx';
import { When } from './when.tsx';

/** The audit, latest first: everybody's, or one user's. */
export function AuditList({ user }: { user: string | null }) {
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useAudit(user);
  if (isPending)
    return (
      <Stack gap="sm">
        {[1, 2, 3].map((row) => (
          <Skeleton key={row} h={56} />
        ))}
      </Stack>
    );
  if (error) return <Refusal error={error} />;
  const entries = data.pages.flatMap(({ items }) => items);
  if (entries.length === 0)
    return <Empty what="No changes yet" how="Every change to a user, a role, a seat or a setting is written here, with who caused it." />;
  return (
    <Stack gap={0} component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} named={user === null} />
      ))}
      {hasNextPage && (
        <Button component="button" variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show earlier changes
        </Button>
      )}
    </Stack>
  );
}

function Entry({ entry, named }: { entry: AuditEntry; named: boolean }) {
  const { action, rule, at, actor, cause, before, after, user, subject } = entry;
  return (
    <li style={{ borderTop: '1px solid var(--mantine-color-default-border)', padding: '10px 0' }}>
      <Group justify="space-between" gap="xs" wrap="wrap">
        <Text size="sm" component="div">
          <strong style={{ fontWeight: 600 }}>{actionTitle(action)}</strong>
          {named && user && (
            <>
              {': '}
              <Anchor component={Link} href={`/users/${user.id}`} className="link" size="sm">
                {user.name || user.id}
              </Anchor>
            </>
          )}
          {subject && <>: {subject.name}</>} <Rule id={rule} />
        </Text>
        <Text size="sm" className="soft">
          <When at={at} />
        </Text>
      </Group>
      <ChangeList steps={stepsOfEntry(before, after)} />
      <Text size="xs" className="soft" style={{ overflowWrap: 'anywhere' }}>
        By {actor.name}, through {causeTitle(cause.type)}
        {cause.id && (
          <>
            {' '}
            <span className="secret" style={{ fontSize: '0.75rem' }}>
              {cause.id}
            </span>
          </>
        )}
      </Text>
    </li>
  );
}
