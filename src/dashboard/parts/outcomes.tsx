import { Accordion, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Outcome, Preview } from '../../api/contract.ts';
import { count, number } from '../words/numbers.ts';
import { stepsOf } from '../words/summary.ts';
import { ChangeList } from './change-list.tsx';

const sections = [
  ['created', 'Created', 'become users'],
  ['linked', 'Linked', 'are linked to their SCIM user'],
  ['promoted', 'Promoted', 'get a higher role'],
  ['downgraded', 'Downgraded', 'get a lower role'],
  ['deactivated', 'Deactivated', 'lose their access'],
  ['unlinked', 'Unlinked', 'are not known to the IdP, and keep their role'],
  ['onCallSeats', 'On-call seats', 'get an on-call seat'],
] as const;

/** Long lists, and what is expected, are folded: their number says enough at first. */
const FEW = 10;
const quiet = new Set<string>(['created', 'linked']);

/** I5: the effect of a change, in numbers and by name. */
export function Outcomes({ preview }: { preview: Preview }) {
  const some = sections.filter(([key]) => preview[key].count > 0);
  const open = some.filter(([key]) => preview[key].count <= FEW && !quiet.has(key)).map(([key]) => key);
  if (some.length === 0) return <Text size="sm">Nobody changes.</Text>;
  return (
    <Accordion multiple variant="separated" defaultValue={open} order={3}>
      {some.map(([key, title, words]) => (
        <Accordion.Item key={key} value={key}>
          <Accordion.Control>
            <Group gap="xs">
              <Text fw={600} {...(key === 'deactivated' ? { c: 'var(--mantine-color-error)' } : {})}>
                {title}: {number(preview[key].count)}
              </Text>
              <Text size="sm" className="soft">
                {words}
              </Text>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <People outcomes={preview[key].users} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

const FIRST = 50;

function People({ outcomes }: { outcomes: Outcome[] }) {
  const [shown, setShown] = useState(FIRST);
  const rest = outcomes.length - shown;
  return (
    <>
      {outcomes.slice(0, shown).map((outcome) => (
        <Group
          key={outcome.id}
          justify="space-between"
          align="flex-start"
          gap="xs"
          py={6}
          style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
        >
          <div style={{ minWidth: 0 }}>
            <Text size="sm" fw={500}>
              {outcome.name}
            </Text>
            <Text size="xs" className="soft" style={{ overflowWrap: 'anywhere' }}>
              {outcome.email}
            </Text>
          </div>
          <ChangeList steps={stepsOf(outcome.before, outcome.after)} />
        </Group>
      ))}
      {rest > 0 && (
        <Button variant="default" size="xs" mt="xs" onClick={() => setShown(shown + 10 * FIRST)}>
          Show more ({count(rest, 'person', 'people')} left)
        </Button>
      )}
    </>
  );
}
