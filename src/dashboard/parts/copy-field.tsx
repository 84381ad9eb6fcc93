import { ActionIcon, CopyButton, Group, Paper, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** An id, an address or a secret: monospaced, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text size="xs" className="soft">
        {label}
      </Text>
      <Paper withBorder px="sm" py={4}>
        <Group justify="space-between" wrap="nowrap">
          <span className="secret">{value}</span>
          <CopyButton value={value}>
            {({ copied, copy }) => (
              <Tooltip label={copied ? 'Copied' : `Copy ${label}`}>
                <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={copied ? 'Copied' : `Copy ${label}`}>
                  {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
                </ActionIcon>
              </Tooltip>
            )}
          </CopyButton>
        </Group>
      </Paper>
    </div>
  );
}
