import type { AllMiddlewareArgs, BlockButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Message } from '../../blocks/message.ts';
import type { Asking } from '../../commands/run.ts';
import { publishHome } from '../../home/publish.ts';
import { askingOf } from '../asking-of.ts';
import type { Listening } from '../listening.ts';

/** A button that was pressed, and where. */
export interface Press {
  asking: Asking;
  value: string;
  triggerId: string;
  /** Whether it stands in App Home; else in a message. */
  inHome: boolean;
  /** Whether others see the message too. */
  inPublic: boolean;
  /** Says what came of it: in the place of the message, or at the top of App Home. */
  replace(message: Message): Promise<void>;
  /** Says something to the one who pressed, and leaves the message as it is. */
  say(message: Message): Promise<void>;
}

type ButtonArgs = SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs;

/** Acknowledges a press at once, and works on it behind that. */
export const onPress =
  (listening: Listening, work: (press: Press) => Promise<void>) =>
  async (args: ButtonArgs): Promise<void> => {
    await args.ack();
    const press = pressOf(listening, args);
    listening.underWay.run(() => work(press));
  };

function pressOf(listening: Listening, { body, action, context }: ButtonArgs): Press {
  const asking = askingOf(listening, { body, context });
  const inHome = body.view?.type === 'home';
  const container = body.container as { is_ephemeral?: boolean } | undefined;
  const respond = (message: Message, replaces: boolean): Promise<void> =>
    inHome ? publishHome(listening, asking, message) : listening.respond(body.response_url, { ...message, replace_original: replaces });
  return {
    asking,
    value: action.value ?? '',
    triggerId: body.trigger_id,
    inHome,
    inPublic: !inHome && container?.is_ephemeral === false,
    replace: (message) => respond(message, true),
    say: (message) => respond(message, false),
  };
}
