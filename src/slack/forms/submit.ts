import type { types } from '@slack/bolt';
import { NotFound } from '../../provisioning/errors.ts';
import { Refusal } from '../../rules/refusal.ts';
import { changesNothing, doneBlocks, previewInModal, verbOf } from '../blocks/effects.ts';
import { outcomeView, previewView, troubleView } from '../blocks/forms.ts';
import { cut } from '../blocks/mrkdwn.ts';
import { answerTrouble } from '../commands/answer.ts';
import { effectOf } from '../commands/change.ts';
import { askerOf, mayAsk } from '../commands/command.ts';
import { type Asking, contextOf } from '../commands/run.ts';
import type { Listening } from '../listeners/listening.ts';
import { FieldError, type Form } from './form.ts';
import { formNamed } from './index.ts';
import type { FormMetadata, PreviewMetadata } from './metadata.ts';
import type { Values } from './values.ts';

/** What a submit leads to: what is wrong with which field, the preview above the form, or the end of it. */
export type FormOutcome =
  | { kind: 'errors'; errors: Record<string, string>; view: types.ModalView }
  | { kind: 'preview' | 'done'; view: types.ModalView };

/** I5: rehearses what was filled in, and shows it; what needs no preview is done. Never throws. */
export async function submitForm(listening: Listening, asking: Asking, metadata: FormMetadata, values: Values): Promise<FormOutcome> {
  const form = formNamed(metadata.form);
  try {
    const context = await contextOf(listening, asking);
    mayAsk(context, form.permission);
    const asked = await form.read(context, values, metadata.subject);
    if ('run' in asked) return { kind: 'done', view: outcomeView(form.title, await asked.run(() => undefined)) };
    const { change } = asked;
    const effect = await context.means.committer.rehearse(context.organization.id, context.origin, effectOf(askerOf(context), change));
    const next: PreviewMetadata = { form: form.name, change: settled(change, effect.about), from: metadata.from };
    const submit = changesNothing(effect) ? null : verbOf(effect);
    return { kind: 'preview', view: previewView(form.title, previewInModal(effect), submit, JSON.stringify(next)) };
  } catch (error) {
    return refused(listening, asking, form, error);
  }
}

/** A group by its id, so that what is applied is what was shown, whatever is renamed meanwhile (P7). */
export function settled(
  change: PreviewMetadata['change'],
  about: Parameters<typeof previewInModal>[0]['about'],
): PreviewMetadata['change'] {
  return change.change === 'map' && about.change === 'map' ? { ...change, group: about.groupId } : change;
}

function refused({ log }: Listening, { requestId: reference }: Asking, form: Form, error: unknown): FormOutcome {
  const said = answerTrouble(error, { log, reference });
  const [field, words] = error instanceof FieldError ? [error.field, error.message] : [form.errorField, wordsFor(error, said.text)];
  return { kind: 'errors', errors: { [field]: cut(words, 500) }, view: troubleView(form.title, said) };
}

const wordsFor = (error: unknown, said: string): string => {
  if (error instanceof Refusal) return `${error.message}. ${error.wayOut}.`;
  return error instanceof NotFound ? `${error.message}.` : said;
};

/** Applies what was previewed: permissions and rules are asked again. Never throws. */
export async function submitChange(
  listening: Listening,
  asking: Asking,
  { form: name, change }: PreviewMetadata,
): Promise<types.ModalView> {
  const { title } = formNamed(name);
  try {
    const context = await contextOf(listening, asking);
    const effect = await context.means.committer.commit(context.organization.id, context.origin, effectOf(askerOf(context), change));
    return outcomeView(title, doneBlocks(effect));
  } catch (error) {
    return outcomeView(title, answerTrouble(error, { log: listening.log, reference: asking.requestId }));
  }
}
