import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { waitingView } from '../../blocks/forms.ts';
import { formNamed } from '../../forms/index.ts';
import { readFormMetadata } from '../../forms/metadata.ts';
import { type FormOutcome, submitForm } from '../../forms/submit.ts';
import { readValues } from '../../forms/values.ts';
import { publishHome } from '../../home/publish.ts';
import { SUBMIT_MS, within } from '../../within.ts';
import { askingOf } from '../asking-of.ts';
import type { Listening } from '../listening.ts';

/** A form was filled in: errors stand at their field, else the preview comes above it. */
export const formSubmitted =
  (listening: Listening) =>
  async ({ ack, view, body, context }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const asking = askingOf(listening, { context, body });
    const metadata = readFormMetadata(view.private_metadata);
    const outcome = submitForm(listening, asking, metadata, readValues(view.state.values));
    const early = await within(outcome, SUBMIT_MS);
    if (early) await ack(answerTo(early));
    else {
      const externalId = listening.means.newId();
      await ack({ response_action: 'push', view: waitingView(formNamed(metadata.form).title, externalId) });
      listening.underWay.run(async () => {
        await asking.installation.client.views.update({ external_id: externalId, view: (await outcome).view });
      });
    }
    if (metadata.from === 'home') listening.underWay.run(async () => afterDone(await outcome, () => publishHome(listening, asking)));
  };

function answerTo(outcome: FormOutcome) {
  if (outcome.kind === 'errors') return { response_action: 'errors' as const, errors: outcome.errors };
  return { response_action: outcome.kind === 'preview' ? ('push' as const) : ('update' as const), view: outcome.view };
}

const afterDone = async ({ kind }: FormOutcome, then: () => Promise<void>): Promise<void> => {
  if (kind === 'done') await then();
};
