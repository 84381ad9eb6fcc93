/** views.open, views.push, views.update, views.publish (docs.slack.dev/reference/methods). */
import { personOf } from '../workspace/transition.ts';
import { required, structured, text } from './arguments.ts';
import type { Call, Method } from './method.ts';

const base = { scopes: [], tier: 'tier4', json: true, token: 'bot' } as const;

const sent = (call: Call): unknown => structured(call.args, 'view', 'invalid_arguments');
const spend = (call: Call): string => call.triggers.exchange(required(call.args, 'trigger_id', 'invalid_arguments'));

export const viewsOpen: Method = {
  ...base,
  handler: (call) => ({ view: call.views.open(spend(call), sent(call)) }),
};

export const viewsPush: Method = {
  ...base,
  handler: (call) => ({ view: call.views.push(spend(call), sent(call)) }),
};

export const viewsUpdate: Method = {
  ...base,
  handler: (call) => ({
    view: call.views.update(
      { id: text(call.args, 'view_id'), externalId: text(call.args, 'external_id'), hash: text(call.args, 'hash') },
      sent(call),
    ),
  }),
};

export const viewsPublish: Method = {
  ...base,
  handler: (call) => {
    const user = personOf(call.store.get(), required(call.args, 'user_id', 'invalid_arguments')).id;
    return { view: call.views.publish(user, text(call.args, 'hash'), sent(call)) };
  },
};
