import { createHmac, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Channel, Person, WorkspaceView } from '../../src/sandbox/control/contract.ts';
import type { Home } from './home.ts';
import type { Product } from './product.ts';
import type { Loose } from './scim-client.ts';

/** The practice workspace beside a running product, driven as its page does: over HTTP. */
export interface PracticeSlack {
  view(): Promise<WorkspaceView>;
  /** By handle, such as `ana.kovac`. */
  person(handle: string): Promise<Person>;
  channel(name: string): Promise<Channel>;
  /** One of the page's verbs. @returns its result @throws where it is refused */
  does(verb: string, body: object): Promise<Loose>;
  join(handle: string, channel: string): Promise<void>;
  /** Trouble for the next uses of a Web API method or an event (`event:<type>`, `event:*`). */
  fault(target: string, fault: object, times?: number): Promise<void>;
  /** A join's event, as Slack would send it. */
  joinEvent(handle: string, channel: string): Promise<object>;
  /** Sends the product an event as Slack would. @param change what is wrong with it, or that it is sent again */
  send(
    event: object,
    change?: { eventId?: string; secret?: string; at?: number; headers?: Record<string, string>; body?: string },
  ): Promise<Response>;
  /** Signs in as this person, as a browser would. @returns the session's cookie */
  signIn(handle: string): Promise<string>;
}

export async function practiceSlack(home: Home, product: Product): Promise<PracticeSlack> {
  const api = `${product.sandboxUrl}/sandbox/api/workspace`;
  const { workspace } = JSON.parse(await readFile(join(home.dataDir, 'sandbox.json'), 'utf8'));
  const { team, app } = workspace;

  const view: PracticeSlack['view'] = async () => (await fetch(api)).json() as Promise<WorkspaceView>;
  const one = <T>(found: T | undefined, what: string): T => {
    if (found === undefined) throw new Error(`there is no ${what}`);
    return found;
  };
  const person: PracticeSlack['person'] = async (handle) =>
    one(
      (await view()).people.find(({ name }) => name === handle),
      handle,
    );
  const channel: PracticeSlack['channel'] = async (wanted) =>
    one(
      (await view()).channels.find(({ name }) => name === wanted),
      wanted,
    );
  const does: PracticeSlack['does'] = async (verb, body) => {
    const answer = await fetch(`${api}/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const said = (await answer.json()) as Loose;
    if (!answer.ok) throw new Error(`${verb}: ${answer.status} ${JSON.stringify(said)}`);
    return said.result;
  };
  const envelope = (event: object, eventId: string): string =>
    JSON.stringify({
      ...{ token: app.verificationToken, team_id: team.id, api_app_id: app.id, type: 'event_callback', event_id: eventId },
      ...{
        event,
        event_time: seconds(),
        authorizations: [{ enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true }],
      },
    });

  return {
    view,
    person,
    channel,
    does,
    join: async (handle, name) => {
      await does('join', { user: (await person(handle)).id, channel: (await channel(name)).id });
    },
    fault: async (target, fault, times = 1) => void (await does('fault', { target, fault, times })),
    joinEvent: async (handle, name) => ({
      ...{ type: 'member_joined_channel', user: (await person(handle)).id, channel: (await channel(name)).id },
      ...{ channel_type: 'C', team: team.id, event_ts: `${seconds()}.000100` },
    }),
    send: (event, { eventId, secret, at = seconds(), headers, body } = {}) => {
      const sent = body ?? envelope(event, eventId ?? `Ev${randomUUID()}`);
      const signed = signature(secret ?? app.signingSecret, sent, at);
      const all = { 'content-type': 'application/json', ...signed, ...headers };
      return fetch(`${product.url}/slack/events`, { method: 'POST', headers: all, body: sent });
    },
    signIn: async (handle) => signIn(product.url, (await person(handle)).id),
  };
}

const seconds = (): number => Math.floor(Date.now() / 1000);

/** docs.slack.dev/authentication/verifying-requests-from-slack */
function signature(secret: string, body: string, at: number): Record<string, string> {
  const hex = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${hex}` };
}

async function signIn(url: string, slackUserId: string): Promise<string> {
  const begun = await fetch(`${url}/auth/slack`, { redirect: 'manual' });
  const authorize = new URL(begun.headers.get('location') ?? '');
  const form = new URLSearchParams(authorize.searchParams);
  form.set('user', slackUserId);
  const chosen = await fetch(new URL(authorize.pathname, authorize), { method: 'POST', body: form, redirect: 'manual' });
  const back = await fetch(chosen.headers.get('location') ?? '', {
    redirect: 'manual',
    headers: { cookie: cookieOf(begun, 'rollcall_sign_in') },
  });
  return cookieOf(back, 'rollcall_session');
}

function cookieOf(answer: Response, name: string): string {
  const set = answer.headers.getSetCookie().find((line) => line.startsWith(`${name}=`));
  if (!set) throw new Error(`no cookie ${name}: ${answer.status}`);
  return set.split(';', 1)[0] ?? '';
}
