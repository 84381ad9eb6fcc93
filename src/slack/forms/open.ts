import type { types } from '@slack/bolt';
import { formView, troubleView, waitingView } from '../blocks/forms.ts';
import { type Message, message } from '../blocks/message.ts';
import { answerTrouble } from '../commands/answer.ts';
import { mayAsk } from '../commands/command.ts';
import { type Asking, contextOf } from '../commands/run.ts';
import type { Listening } from '../listeners/listening.ts';
import { slackWord } from '../slack-trouble.ts';
import { within } from '../within.ts';
import type { Form } from './form.ts';
import type { FormMetadata } from './metadata.ts';

/** A trigger is good for three seconds (docs.slack.dev/interactivity/handling-user-interaction): until then something must be open. */
const SOON_MS = 1000;

export interface Opening extends Pick<FormMetadata, 'subject' | 'from'> {
  /** Slack's, from the command or the press. */
  triggerId: string;
}

/** Opens a form for whoever may use it. @returns what to say in its stead; null once it is open */
export async function openForm(listening: Listening, asking: Asking, form: Form, opening: Opening): Promise<Message | null> {
  const { client } = asking.installation;
  const drawn = draw(listening, asking, form, opening);
  try {
    const early = await within(drawn, SOON_MS);
    if (early) {
      await client.views.open({ trigger_id: opening.triggerId, view: early });
      return null;
    }
    const externalId = listening.means.newId();
    await client.views.open({ trigger_id: opening.triggerId, view: waitingView(form.title, externalId) });
    await client.views.update({
      external_id: externalId,
      view: await drawn.catch((error: unknown) => inModal(listening, asking, form, error)),
    });
    return null;
  } catch (error) {
    if (slackWord(error) === 'expired_trigger_id') return lateBlocks();
    return answerTrouble(error, { log: listening.log, reference: asking.requestId });
  }
}

async function draw(listening: Listening, asking: Asking, form: Form, { subject, from }: Opening): Promise<types.ModalView> {
  const context = await contextOf(listening, asking);
  mayAsk(context, form.permission);
  const metadata: FormMetadata = { form: form.name, subject, from };
  return formView(form.title, await form.fields(context, subject), form.submit ?? 'Preview', JSON.stringify(metadata));
}

const inModal = ({ log }: Listening, { requestId: reference }: Asking, form: Form, error: unknown): types.ModalView =>
  troubleView(form.title, answerTrouble(error, { log, reference }));

const lateBlocks = (): Message => message({ headline: 'That took too long, and Slack did not open the form. Try again.' });
