import { Alert, Anchor, Text } from '@mantine/core';
import { IconDoor } from '@tabler/icons-react';
import { Link } from 'wouter';
import { ApiError } from '../client.ts';
import { doorOf } from '../words/way-out.ts';
import { Rule } from './rule.tsx';

/** A refusal as a door: what was refused and why, the rule, and what to do instead. */
export function Refusal({ error }: { error: Error | null }) {
  if (!error) return null;
  const problem = error instanceof ApiError ? error.problem : null;
  const door = doorOf(problem?.rule, problem?.wayOut);
  return (
    <Alert variant="default" icon={<IconDoor size={20} aria-hidden />} role="alert" mt="xs">
      <Text size="sm" fw={600}>
        {problem?.detail ?? 'This page failed.'} <Rule id={problem?.rule} />
      </Text>
      {door.text && <Text size="sm">{door.text}.</Text>}
      {door.link && (
        <Anchor component={Link} href={door.link.to} size="sm" className="link">
          {door.link.label}
        </Anchor>
      )}
      {problem && problem.status >= 500 && problem.requestId && (
        <Text size="xs" className="soft">
          Request {problem.requestId}
        </Text>
      )}
    </Alert>
  );
}
