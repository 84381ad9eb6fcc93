import { notifications } from '@mantine/notifications';
import { useCallback, useMemo, useState } from 'react';
import type { ElementOption, Reaction, WorkspaceView } from '../../control/contract.ts';
import { inWords, type Run } from '../api.ts';
import type { Chosen, Values } from '../blocks/shapes.ts';
import type { Surface } from '../blocks/surface.ts';

/** Where the blocks are, in the sandbox's own words. */
export type SourceOf = { readonly channel: string; readonly ts: string } | { readonly viewId: string };

/** A surface for one message, modal or home: keeps what has been filled in, and tells the app through the sandbox. */
export function useBlockSurface(
  view: WorkspaceView,
  me: string,
  source: SourceOf,
  run: Run,
  errors: Readonly<Record<string, string>> = {},
) {
  const [values, setValues] = useState<Values>({});
  const key = JSON.stringify(source);

  const suggest = useCallback(
    async (blockId: string, actionId: string, query: string) =>
      (await run<readonly ElementOption[]>('suggest', { user: me, source: JSON.parse(key) as SourceOf, blockId, actionId, query })) ?? [],
    [run, me, key],
  );

  const surface = useMemo(
    (): Surface => ({
      people: view.people,
      channels: view.channels,
      nameOf: (id) => view.people.find((one) => one.id === id)?.realName ?? view.channels.find((one) => one.id === id)?.name ?? null,
      valueOf: (blockId, actionId) => values[blockId]?.[actionId],
      setValue: (blockId, actionId, chosen: Chosen) => setValues((old) => ({ ...old, [blockId]: { ...old[blockId], [actionId]: chosen } })),
      act: async (blockId, actionId, chosen) => {
        const reaction = await run<Reaction>('act', { user: me, source: JSON.parse(key) as SourceOf, blockId, actionId, chosen, values });
        if (reaction?.error != null)
          notifications.show({ color: 'orange', title: 'The app did not answer', message: inWords(reaction.error) });
      },
      suggest,
      errors,
    }),
    [view, me, key, run, values, suggest, errors],
  );
  return { surface, values };
}
