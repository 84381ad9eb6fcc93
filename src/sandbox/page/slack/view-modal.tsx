import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Reaction, View, WorkspaceView } from '../../control/contract.ts';
import { inWords, type Run } from '../api.ts';
import { Blocks } from '../blocks/block-view.tsx';
import type { TextObject } from '../blocks/shapes.ts';
import { SurfaceContext } from '../blocks/surface.ts';
import { useBlockSurface } from './use-surface.ts';

interface Props {
  readonly view: WorkspaceView;
  readonly me: string;
  readonly modal: View;
  readonly run: Run;
}

const noErrors: Readonly<Record<string, string>> = {};
const textOf = (value: unknown, otherwise: string): string => (value as TextObject | null | undefined)?.text ?? otherwise;

/** The modal that the app opened for me. Errors stand at their field; what was filled in stays. */
export function ViewModal({ view, me, modal, run }: Props) {
  const [errors, setErrors] = useState(noErrors);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { surface, values } = useBlockSurface(view, me, { viewId: modal.id }, run, errors);

  const submit = async (): Promise<void> => {
    setBusy(true);
    const reaction = await run<Reaction>('submit', { user: me, viewId: modal.id, values });
    setBusy(false);
    setErrors(reaction?.errors ?? noErrors);
    setFailure(reaction?.error ?? null);
  };
  const hasSubmit = modal['submit'] != null;
  const title = textOf(modal['title'], 'Modal');
  return (
    <Modal
      opened
      onClose={() => void run('closeView', { user: me, viewId: modal.id })}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <SurfaceContext value={surface}>
          <Blocks blocks={modal.blocks} />
        </SurfaceContext>
        {failure !== null && (
          <Text size="sm" c="orange">
            The app did not answer as it should: {inWords(failure)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void run('closeView', { user: me, viewId: modal.id })}>
            {textOf(modal['close'], hasSubmit ? 'Cancel' : 'Close')}
          </Button>
          {hasSubmit && (
            <Button loading={busy} onClick={() => void submit()}>
              {textOf(modal['submit'], 'Submit')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
