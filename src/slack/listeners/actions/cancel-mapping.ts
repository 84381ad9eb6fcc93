import type { AllMiddlewareArgs, BlockButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { cancelledBlocks } from '../../blocks/mappings.ts';
import type { Listening } from '../listening.ts';

export const cancelMapping =
  ({ respond, underWay }: Listening) =>
  async ({ ack, body }: SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    underWay.run(() => respond(body.response_url, { ...cancelledBlocks(), replace_original: true }));
  };
