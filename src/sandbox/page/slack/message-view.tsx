import { Badge, Box, Group, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { Message, WorkspaceView } from '../../control/contract.ts';
import type { Run } from '../api.ts';
import { Blocks } from '../blocks/block-view.tsx';
import { Mrkdwn } from '../blocks/mrkdwn-view.tsx';
import { SurfaceContext } from '../blocks/surface.ts';
import { Moment } from '../moment.tsx';
import { Face } from './face.tsx';
import { useBlockSurface } from './use-surface.ts';

interface Props {
  readonly view: WorkspaceView;
  readonly me: string;
  readonly message: Message;
  readonly run: Run;
}

/** One message, with its blocks if it has any. */
export function MessageView({ view, me, message, run }: Props) {
  const author = view.people.find((one) => one.id === message.author);
  const { surface } = useBlockSurface(view, me, { channel: message.channel, ts: message.ts }, run);
  const ephemeral = message.ephemeralTo !== null;
  return (
    <Box
      component="article"
      className={ephemeral ? 'message ephemeral' : 'message'}
      px="md"
      py={8}
      aria-label={`Message from ${author?.realName ?? 'somebody'}`}
    >
      <Group align="flex-start" wrap="nowrap" gap="sm">
        <Face person={author} />
        <Box style={{ flex: 1, minWidth: 0 }}>
          {ephemeral && (
            <Group gap={4} c="dimmed">
              <IconEye size={12} />
              <Text size="xs">Only visible to you</Text>
            </Group>
          )}
          <Group gap="xs" align="baseline">
            <Text fw={700} size="sm">
              {author?.realName ?? message.author}
            </Text>
            {author !== undefined && author.kind !== 'human' && (
              <Badge size="xs" variant="light" color="gray" tt="none" radius="sm">
                App
              </Badge>
            )}
            <Moment at={Number(message.ts) * 1000} />
            {message.edited && (
              <Text size="xs" c="dimmed">
                (edited)
              </Text>
            )}
          </Group>
          <SurfaceContext value={surface}>
            <Text component="div" size="sm">
              {message.blocks.length > 0 ? <Blocks blocks={message.blocks} /> : <Mrkdwn text={message.text} />}
            </Text>
          </SurfaceContext>
        </Box>
      </Group>
    </Box>
  );
}
