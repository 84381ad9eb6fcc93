import { Text } from '@mantine/core';
import { CopyField } from '../../parts/copy-field.tsx';

/** A secret, this once. */
export function TokenOnce({ token }: { token: string }) {
  return (
    <>
      <CopyField label="Bearer token" value={token} />
      <Text size="sm" fw={600}>
        You won’t see it again.
      </Text>
    </>
  );
}
