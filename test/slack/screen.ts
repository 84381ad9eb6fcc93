import type { View } from '../../src/sandbox/control/contract.ts';
import { eventually, type Rig } from './rig.ts';

/** A member before modals and App Home: what they see and do there, as the practice workspace has it. */
export interface Screen {
  /** Types a command that opens a form. @returns the modal */
  opens(text: string): Promise<View>;
  /** The modal on top; null where none is open. */
  modal(): View | null;
  /** What the menu of a field offers for what was typed. */
  offers(field: string, typed: string): Promise<{ text: string; value: string }[]>;
  /** Submits the modal on top. @returns what is wrong with which field; none where it was taken */
  submit(values?: Record<string, string | string[]>): Promise<Record<string, string>>;
  /** Closes the modal on top. */
  close(): Promise<void>;
  /** Opens App Home. */
  home(): Promise<View>;
  /** Presses a button in App Home. @returns Home once it has these words */
  press(actionId: string, words: string): Promise<View>;
  /** Presses one that opens a form. */
  pressToOpen(actionId: string): Promise<View>;
}

export function screenOf(rig: Rig, handle: string): Screen {
  const { workspace } = rig.sandbox;
  const { id } = rig.person(handle);
  const modal = (): View | null => workspace.view(id).views.at(-1) ?? null;
  const top = (): View => {
    const view = modal();
    if (!view) throw new Error('no modal is open');
    return view;
  };
  const must = ({ ok, error, errors }: { ok: boolean; error: string | null; errors: Readonly<Record<string, string>> }): void => {
    if (!ok) throw new Error(`Slack says ${error ?? JSON.stringify(errors)}`);
  };
  const opened = (): Promise<View> => eventually(async () => modal(), 'a modal opens');
  const at = (view: View, actionId: string): string => {
    const block = view.blocks.find((one) => JSON.stringify(one).includes(`"action_id":"${actionId}"`));
    if (!block) throw new Error(`there is no button ${actionId}: ${JSON.stringify(view.blocks)}`);
    return String(block.block_id);
  };
  const pressIn = async (actionId: string): Promise<void> => {
    const before = workspace.view(id).home as View;
    must(await workspace.act(id, { viewId: before.id }, at(before, actionId), actionId));
  };
  return {
    modal,
    opens: async (text) => {
      must(await workspace.command(id, workspace.channel('general').id, '/rollcall', text));
      return opened();
    },
    offers: async (field, typed) => {
      const found = await workspace.suggest(id, { viewId: top().id }, field, field, typed);
      return found.map(({ text, value }) => ({ text: String(text['text']), value }));
    },
    submit: async (values = {}) => {
      const filled = Object.fromEntries(Object.entries(values).map(([field, chosen]) => [field, { [field]: chosen }]));
      const { ok, error, errors } = await workspace.submit(id, top().id, filled);
      if (error !== null) throw new Error(`Slack says ${error}`);
      return ok ? {} : { ...errors };
    },
    close: async () => must(await workspace.closeView(id, top().id)),
    home: async () => {
      const before = workspace.view(id).home;
      workspace.openHome(id);
      return eventually(async () => {
        const now = workspace.view(id).home;
        return now && now.hash !== before?.hash ? now : null;
      }, 'App Home is drawn');
    },
    press: async (actionId, words) => {
      await pressIn(actionId);
      return eventually(async () => {
        const now = workspace.view(id).home;
        return now && wordsIn(now).includes(words) ? now : null;
      }, `App Home says ${words} after ${actionId}`);
    },
    pressToOpen: async (actionId) => {
      await pressIn(actionId);
      return opened();
    },
  };
}

/** All the words of a view. */
export const wordsIn = (view: View): string => JSON.stringify(view);
