import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { option } from '../../blocks/fields.ts';
import { mayAsk } from '../../commands/command.ts';
import { contextOf } from '../../commands/run.ts';
import { formNamed } from '../../forms/index.ts';
import { readFormMetadata } from '../../forms/metadata.ts';
import { suggestions } from '../../forms/suggestions.ts';
import { askingOf } from '../asking-of.ts';
import type { Listening } from '../listening.ts';

/** What fits what was typed so far. Whoever may not use the form is shown nothing; so is everybody while the database is away. */
export const suggest =
  (listening: Listening, field: string) =>
  async ({ ack, body, context }: SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs): Promise<void> => {
    const find = suggestions[field];
    try {
      const metadata = readFormMetadata(body.view?.private_metadata ?? '');
      const asked = await contextOf(listening, askingOf(listening, { context, body }));
      mayAsk(asked, formNamed(metadata.form).permission);
      const choices = find ? await find(asked, body.value ?? '', metadata.subject) : [];
      await ack({ options: choices.map(option) });
    } catch (error) {
      listening.log.debug({ err: error, field }, 'a menu could not be filled');
      await ack({ options: [] });
    }
  };
