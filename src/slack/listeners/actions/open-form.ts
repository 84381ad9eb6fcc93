import type { Form } from '../../forms/form.ts';
import { openForm } from '../../forms/open.ts';
import type { Listening } from '../listening.ts';
import { onPress } from './pressed.ts';

/** A button that opens a form; its value is what the form is about, such as a hold's id. */
export const pressToOpen = (listening: Listening, form: Form) =>
  onPress(listening, async ({ asking, value, triggerId, inHome, say }) => {
    const trouble = await openForm(listening, asking, form, { triggerId, subject: value || null, from: inHome ? 'home' : 'command' });
    if (trouble) await say(trouble);
  });
