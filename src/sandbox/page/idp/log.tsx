import { Accordion, Badge, Card, Code, Group, Stack, Text, Title } from '@mantine/core';
import type { Exchange } from '../../control/contract.ts';
import type { IdpPageView } from '../api.ts';
import { Moment } from '../moment.tsx';

/** Each request that went out, with its answer; the newest first. */
export function Log({ view }: { readonly view: IdpPageView }) {
  const refused = view.log.filter((one) => one.status === null || one.status >= 400).length;
  return (
    <Card withBorder component="section" aria-labelledby="log" p={0}>
      <Group p="md" pb="xs" justify="space-between">
        <Title order={2} size="h5" id="log">
          Requests
        </Title>
        <Text size="sm" c="dimmed">
          {view.log.length === 0 ? '' : `${view.log.length.toLocaleString()} sent, ${refused} refused`}
        </Text>
      </Group>
      {view.log.length === 0 ? (
        <Text size="sm" c="dimmed" p="md" pt={0}>
          Nothing was sent yet. Assign somebody, or push a group.
        </Text>
      ) : (
        <Accordion multiple={false} chevronPosition="left">
          {view.log.slice(0, 80).map((one) => (
            <ExchangeItem key={one.id} exchange={one} />
          ))}
        </Accordion>
      )}
    </Card>
  );
}

const colorOf = (status: number | null): string => (status === null || status >= 400 ? 'orange' : 'teal');

const ExchangeItem = ({ exchange }: { readonly exchange: Exchange }) => (
  <Accordion.Item value={String(exchange.id)} className="exchange">
    <Accordion.Control>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" truncate>
          {exchange.purpose}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Badge size="sm" tt="none" variant="light" color={colorOf(exchange.status)} style={{ flexShrink: 0 }}>
            {exchange.method} {exchange.status ?? 'no answer'}
          </Badge>
          <Moment at={exchange.at} />
        </Group>
      </Group>
    </Accordion.Control>
    <Accordion.Panel>
      <Stack gap="xs">
        <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {exchange.method} {exchange.url}
        </Text>
        {exchange.request !== '' && <Code block>{exchange.request}</Code>}
        <Text size="xs" c="dimmed">
          {exchange.status === null ? 'No answer' : `Answered ${exchange.status}`} after {exchange.ms.toLocaleString()} ms
        </Text>
        {exchange.response !== '' && <Code block>{exchange.response}</Code>}
      </Stack>
    </Accordion.Panel>
  </Accordion.Item>
);
