import type { Form } from './form.ts';
import { holdForm } from './hold.ts';
import { mapForm } from './map.ts';
import { markForm, unmarkForm } from './mark.ts';
import { notificationsForm } from './notifications.ts';
import { roleForm } from './role.ts';
import { seatForm } from './seat.ts';
import { unmapForm } from './unmap.ts';

/** Every modal that asks for something. */
export const forms: readonly Form[] = [roleForm, seatForm, mapForm, unmapForm, markForm, unmarkForm, holdForm, notificationsForm];

/** @throws where there is no such form: its name comes back from Slack as we gave it */
export function formNamed(name: string): Form {
  const form = forms.find((one) => one.name === name);
  if (!form) throw new Error(`there is no form ${name}`);
  return form;
}
