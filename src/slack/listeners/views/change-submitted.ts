import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { waitingView } from '../../blocks/forms.ts';
import { formNamed } from '../../forms/index.ts';
import { readPreviewMetadata } from '../../forms/metadata.ts';
import { submitChange } from '../../forms/submit.ts';
import { publishHome } from '../../home/publish.ts';
import { SUBMIT_MS, within } from '../../within.ts';
import { askingOf } from '../asking-of.ts';
import type { Listening } from '../listening.ts';

/** A preview was agreed to: it is applied, and what came of it takes its place. */
export const changeSubmitted =
  (listening: Listening) =>
  async ({ ack, view, body, context }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const asking = askingOf(listening, { context, body });
    const metadata = readPreviewMetadata(view.private_metadata);
    const outcome = submitChange(listening, asking, metadata);
    const early = await within(outcome, SUBMIT_MS);
    if (early) await ack({ response_action: 'update', view: early });
    else {
      await ack({ response_action: 'update', view: waitingView(formNamed(metadata.form).title, listening.means.newId()) });
      listening.underWay.run(async () => {
        await asking.installation.client.views.update({ view_id: view.id, view: await outcome });
      });
    }
    if (metadata.from !== 'home') return;
    listening.underWay.run(async () => {
      await outcome;
      await publishHome(listening, asking);
    });
  };
