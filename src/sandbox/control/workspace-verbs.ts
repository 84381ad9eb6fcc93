import { z } from 'zod';
import type { WorkspaceControl } from '../workspace-control.ts';

/** Takes a request's body, refuses what isn't in shape, and does it. */
export type Verb = (body: unknown) => unknown;

/** Binds a schema and a deed. */
export const verb =
  <T>(schema: z.ZodType<T>, run: (input: T) => unknown): Verb =>
  (body) =>
    run(schema.parse(body));

const id = z.string().min(1).max(40);
const name = z.string().trim().min(1).max(80);
const email = z.email().max(254);
const guest = z.enum(['none', 'multi', 'single']);
const chosen = z.union([z.string().max(3000), z.array(z.string().max(3000)).max(100), z.null()]);
const values = z.record(z.string(), z.record(z.string(), chosen)).default({});
const source = z.union([z.object({ channel: id, ts: z.string() }), z.object({ viewId: id })]);
const fault = z.object({
  status: z.int().min(100).max(599).optional(),
  retryAfter: z.number().min(0).optional(),
  error: z.string().max(80).optional(),
  delayMs: z.number().min(0).max(60_000).optional(),
  drop: z.boolean().optional(),
  repeat: z.union([z.boolean(), z.literal('other')]).optional(),
  reorder: z.boolean().optional(),
});
const element = { user: id, source, blockId: z.string(), actionId: z.string() };

/** The Slack page's verbs; and trouble on demand, for whoever tries the product from outside. */
export const workspaceVerbs = (workspace: WorkspaceControl): Readonly<Record<string, Verb>> => ({
  join: verb(z.object({ user: id, channel: id }), (a) => workspace.join(a.user, a.channel)),
  leave: verb(z.object({ user: id, channel: id }), (a) => workspace.leave(a.user, a.channel)),
  inviteToChannel: verb(z.object({ inviter: id, user: id, channel: id }), (a) => workspace.inviteToChannel(a.inviter, a.user, a.channel)),
  removeFromChannel: verb(z.object({ actor: id, user: id, channel: id }), (a) => workspace.removeFromChannel(a.actor, a.user, a.channel)),
  post: verb(z.object({ user: id, channel: id, text: z.string().min(1).max(4000) }), (a) => workspace.post(a.user, a.channel, a.text)),
  react: verb(z.object({ user: id, channel: id, ts: z.string().max(40), reaction: z.string().regex(/^[a-z0-9_+-]{1,100}$/) }), (a) =>
    workspace.react(a.user, a.channel, a.ts, a.reaction),
  ),
  shareChannel: verb(z.object({ channel: id, shared: z.boolean() }), (a) => workspace.shareChannel(a.channel, a.shared)),
  createChannel: verb(z.object({ user: id, name, isPrivate: z.boolean().optional() }), (a) => workspace.createChannel(a.user, a)),
  renameChannel: verb(z.object({ channel: id, name }), (a) => workspace.renameChannel(a.channel, a.name)),
  archiveChannel: verb(z.object({ user: id, channel: id }), (a) => workspace.archiveChannel(a.user, a.channel)),
  unarchiveChannel: verb(z.object({ user: id, channel: id }), (a) => workspace.unarchiveChannel(a.user, a.channel)),
  changeProfile: verb(
    z.object({ user: id, realName: name.optional(), email: email.optional(), title: z.string().max(120).optional() }),
    ({ user, ...profile }) => workspace.changeProfile(user, profile),
  ),
  setGuest: verb(z.object({ user: id, guest }), (a) => workspace.setGuest(a.user, a.guest)),
  deactivate: verb(z.object({ user: id }), (a) => workspace.deactivate(a.user)),
  reactivate: verb(z.object({ user: id }), (a) => workspace.reactivate(a.user)),
  invite: verb(z.object({ realName: name, email, title: z.string().max(120).optional(), guest: guest.optional() }), (a) =>
    workspace.invite(a),
  ),
  command: verb(z.object({ user: id, channel: id, command: z.string().regex(/^\/\S{1,31}$/), text: z.string().max(3000) }), (a) =>
    workspace.command(a.user, a.channel, a.command, a.text),
  ),
  act: verb(z.object({ ...element, chosen, values }), (a) => workspace.act(a.user, a.source, a.blockId, a.actionId, a.chosen, a.values)),
  suggest: verb(z.object({ ...element, query: z.string().max(200) }), (a) =>
    workspace.suggest(a.user, a.source, a.blockId, a.actionId, a.query),
  ),
  submit: verb(z.object({ user: id, viewId: id, values }), (a) => workspace.submit(a.user, a.viewId, a.values)),
  closeView: verb(z.object({ user: id, viewId: id }), (a) => workspace.closeView(a.user, a.viewId)),
  openHome: verb(z.object({ user: id }), (a) => workspace.openHome(a.user)),
  uninstall: verb(z.object({}), () => workspace.uninstall()),
  revoke: verb(z.object({}), () => workspace.revoke()),
  verifyUrl: verb(z.object({}), () => workspace.verifyUrl()),
  fault: verb(z.object({ target: z.string().min(1).max(80), fault, times: z.int().min(1).max(100_000).default(1) }), (a) =>
    workspace.fault(a.target, a.fault, a.times),
  ),
  outage: verb(
    z.object({
      ms: z
        .number()
        .min(0)
        .max(24 * 3600_000),
    }),
    (a) => workspace.outage(a.ms),
  ),
  advance: verb(
    z.object({
      ms: z
        .number()
        .min(0)
        .max(24 * 3600_000),
    }),
    (a) => workspace.advance(a.ms),
  ),
  clearFaults: verb(z.object({}), () => workspace.clearFaults()),
});
