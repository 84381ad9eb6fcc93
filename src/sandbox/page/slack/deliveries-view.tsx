import { Badge, Box, Button, Code, Group, ScrollArea, Stack, Table, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Delivery, WorkspaceView } from '../../control/contract.ts';
import type { Run } from '../api.ts';
import { Moment } from '../moment.tsx';

/** What was sent to the app lately, and how it answered. */
export function DeliveriesView({ view, run }: { readonly view: WorkspaceView; readonly run: Run }) {
  const failed = view.deliveries.filter((one) => one.failure !== null).length;
  const check = async (): Promise<void> => {
    const right = await run<boolean>('verifyUrl', {});
    notifications.show({
      color: right === true ? 'teal' : 'orange',
      message: right === true ? 'The address answered its challenge' : 'The address did not answer its challenge',
    });
  };
  return (
    <Stack gap={0} h="100%">
      <Group px="md" py="sm" justify="space-between">
        <Box>
          <Title order={1} size="h4">
            Deliveries
          </Title>
          <Text size="sm" c="dimmed" component="div">
            {view.eventsUrl === null ? (
              'No app is connected yet: nothing is sent.'
            ) : (
              <>
                Requests to <Code>{view.eventsUrl}</Code>: the last {view.deliveries.length}, {failed} failed.
              </>
            )}
          </Text>
        </Box>
        <Button size="xs" variant="default" disabled={view.eventsUrl === null} onClick={() => void check()}>
          Check address
        </Button>
      </Group>
      <ScrollArea style={{ flex: 1 }}>
        <Table stickyHeader verticalSpacing={6} horizontalSpacing="md" style={{ fontVariantNumeric: 'tabular-nums' }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>When</Table.Th>
              <Table.Th>What</Table.Th>
              <Table.Th>Answer</Table.Th>
              <Table.Th>Time</Table.Th>
              <Table.Th>Attempt</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {view.deliveries.map((one) => (
              <DeliveryRow key={one.id} delivery={one} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Stack>
  );
}

const DeliveryRow = ({ delivery }: { readonly delivery: Delivery }) => (
  <Table.Tr>
    <Table.Td>
      <Moment at={delivery.at} />
    </Table.Td>
    <Table.Td>
      <Text size="sm" ff="monospace">
        {delivery.name}
      </Text>
      {delivery.eventId !== null && (
        <Text size="xs" c="dimmed" ff="monospace">
          {delivery.eventId}
        </Text>
      )}
    </Table.Td>
    <Table.Td>
      <DeliveryMark delivery={delivery} />
    </Table.Td>
    <Table.Td>{delivery.ms.toLocaleString()} ms</Table.Td>
    <Table.Td>{delivery.attempt === 0 ? 'First' : `Retry ${delivery.attempt}`}</Table.Td>
  </Table.Tr>
);

/** The answer's status, or why there was none: word and colour. */
export const DeliveryMark = ({ delivery }: { readonly delivery: Delivery }) => (
  <Badge size="sm" tt="none" variant="light" color={delivery.failure === null ? 'teal' : 'orange'}>
    {delivery.status ?? ''} {delivery.failure ?? 'OK'}
  </Badge>
);
