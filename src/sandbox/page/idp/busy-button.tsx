import { Button, type ButtonProps } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';

interface Props extends ButtonProps {
  readonly children: React.ReactNode;
  /** False: the service didn't take it; null: it was refused before it was sent, and said so already. */
  readonly onPress: () => Promise<boolean | null>;
}

/** A button that waits for what it began, and says so where the service didn't take it. */
export function BusyButton({ onPress, children, ...props }: Props) {
  const [busy, setBusy] = useState(false);
  const press = async (): Promise<void> => {
    setBusy(true);
    const taken = await onPress();
    setBusy(false);
    if (taken === false)
      notifications.show({ color: 'orange', title: 'The endpoint did not take all of it', message: 'The log shows its answer.' });
  };
  return (
    <Button size="xs" variant="default" {...props} loading={busy} onClick={() => void press()}>
      {children}
    </Button>
  );
}
