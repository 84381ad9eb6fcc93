import { ActionIcon, Group, Text, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { type SubmitEvent, useState } from 'react';
import type { Run } from '../api.ts';

interface Props {
  readonly me: string;
  readonly channel: string;
  readonly name: string;
  readonly run: Run;
}

/** Where one writes: a message, or a slash command. Kept until it went through. */
export function Composer({ me, channel, name, run }: Props) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text.trim());

  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '' || busy) return;
    setBusy(true);
    const done =
      command === null
        ? await run('post', { user: me, channel, text: text.trim() })
        : await run('command', { user: me, channel, command: command[1], text: command[2] ?? '' });
    setBusy(false);
    if (done !== null) setText('');
  };

  return (
    <form onSubmit={(event) => void send(event)}>
      <Group px="md" pt="xs" pb={4} gap="xs" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          aria-label={`Write to ${name}`}
          placeholder={`Write to ${name}, or a command such as /rollcall help`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          {...(command === null ? {} : { styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } })}
        />
        <ActionIcon
          type="submit"
          size={36}
          loading={busy}
          disabled={text.trim() === ''}
          aria-label={command === null ? 'Send message' : 'Run command'}
        >
          <IconSend size={18} />
        </ActionIcon>
      </Group>
      <Text size="xs" c="dimmed" px="md" pb="xs">
        {command === null
          ? 'Mention people as @ana.kovac and channels as #general.'
          : 'A command goes to the app; its answer is seen by you alone.'}
      </Text>
    </form>
  );
}
