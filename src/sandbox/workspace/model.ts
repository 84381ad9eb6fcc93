/**
 * What the practice workspace is made of, as data. The schemas are also what a state file is read with, so that a file of another
 * shape is refused and never half understood.
 */
import { z } from 'zod';

/** A deactivated person keeps their place here; what Slack shows of them is decided in `user-object.ts`. */
export const personSchema = z.object({
  id: z.string(),
  teamId: z.string(),
  /** Of a Grid: the other workspaces that they are in. */
  teamIds: z.array(z.string()).default([]),
  /** Slack's `name`: the handle made from the email. */
  name: z.string(),
  realName: z.string(),
  title: z.string(),
  email: z.string().nullable(),
  emailConfirmed: z.boolean(),
  deleted: z.boolean(),
  role: z.enum(['primary_owner', 'owner', 'admin', 'member']),
  /** `multi`: a guest of several channels (`is_restricted`); `single`: of one (`is_ultra_restricted` as well). */
  guest: z.enum(['none', 'multi', 'single']),
  kind: z.enum(['human', 'bot', 'slackbot']),
  botId: z.string().nullable(),
  color: z.string(),
  /** Unix seconds; moves on each change. */
  updated: z.number(),
});
export type Person = z.infer<typeof personSchema>;

export const channelSchema = z.object({
  id: z.string(),
  name: z.string(),
  isPrivate: z.boolean(),
  isGeneral: z.boolean(),
  archived: z.boolean(),
  creator: z.string(),
  /** Unix seconds. */
  created: z.number(),
  /** Unix milliseconds, as Slack has it for channels. */
  updated: z.number(),
  topic: z.string(),
  members: z.array(z.string()),
  /** More than our own team's id: a Slack Connect channel. */
  teamIds: z.array(z.string()),
  previousNames: z.array(z.string()),
});
export type Channel = z.infer<typeof channelSchema>;

export const blockSchema = z.looseObject({ type: z.string(), block_id: z.string().optional() });
export type Block = z.infer<typeof blockSchema>;

export const messageSchema = z.object({
  ts: z.string(),
  channel: z.string(),
  author: z.string(),
  text: z.string(),
  blocks: z.array(blockSchema),
  /** The one person who sees it; null: everyone in the channel. */
  ephemeralTo: z.string().nullable(),
  edited: z.boolean(),
});
export type Message = z.infer<typeof messageSchema>;

export const appSchema = z.object({
  id: z.string(),
  name: z.string(),
  botId: z.string(),
  botUserId: z.string(),
  signingSecret: z.string(),
  botToken: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  verificationToken: z.string(),
  scopes: z.array(z.string()),
  tokenRevoked: z.boolean(),
  /** False: nobody has installed it here, or somebody removed it. */
  installed: z.boolean().default(true),
  /** Whether tokens end and are refreshed. */
  rotation: z.boolean().default(false),
  refreshToken: z.string().nullable().default(null),
  /** Unix milliseconds; null: the token doesn't end. */
  tokenExpiresAt: z.number().nullable().default(null),
  /** The token before the present one, which is good until it ends. */
  olderToken: z.object({ token: z.string(), expiresAt: z.number() }).nullable().default(null),
  /** `xapp-…`, for Socket Mode. */
  appToken: z.string().default(''),
  /** Of a Grid: the workspaces that the app was brought to. */
  teamIds: z.array(z.string()).default([]),
});
export type App = z.infer<typeof appSchema>;

const teamSchema = z.object({ id: z.string(), name: z.string(), domain: z.string(), emailDomain: z.string() });
export type Team = z.infer<typeof teamSchema>;

/** An Enterprise Grid: its workspaces, of which `team` is the first. */
const enterpriseSchema = z.object({ id: z.string(), name: z.string(), domain: z.string(), teams: z.array(teamSchema) });

export const workspaceStateSchema = z.object({
  team: teamSchema,
  enterprise: enterpriseSchema.nullable().default(null),
  /** The company at the other end of the Slack Connect channel. */
  partner: teamSchema,
  app: appSchema,
  people: z.record(z.string(), personSchema),
  channels: z.record(z.string(), channelSchema),
  /** Direct messages with the app: person's id to `D…`. */
  directMessages: z.record(z.string(), z.string()),
  messages: z.array(messageSchema),
});
export type WorkspaceState = z.infer<typeof workspaceStateSchema>;
