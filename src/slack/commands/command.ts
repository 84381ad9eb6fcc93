import type { Means } from '../../provisioning/means.ts';
import { type Asker, mustHold } from '../../rules/guards.ts';
import type { Organization, Origin, User } from '../../rules/model.ts';
import { Refusal } from '../../rules/refusal.ts';
import type { Permission } from '../../rules/roles.ts';
import type { Message } from '../blocks/message.ts';
import type { Form } from '../forms/form.ts';
import type { Installation } from '../installation.ts';
import type { ResyncReport } from '../mirror/report.ts';
import type { Place } from './paging.ts';

/** Who typed what, where. */
export interface CommandContext {
  means: Means;
  installation: Installation;
  publicUrl: string;
  organization: Organization;
  slackUserId: string;
  /** Null for somebody who is no user. */
  user: User | null;
  args: string[];
  /** Where in a list they are. */
  place: Place;
  origin: Origin;
  /** Compares the organization with Slack. */
  resync: (organizationId: string, onProgress?: (line: string) => void) => Promise<ResyncReport>;
  /** Told how far long work is, a line at a time. */
  onProgress: (line: string) => void;
}

export interface Command {
  name: string;
  /** How it is typed, after `/rollcall`. */
  usage: string;
  example: string;
  summary: string;
  /** What one has to hold for it; null where the command asks by itself, or everybody may. */
  permission: Permission | null;
  /** What opens when the word is typed alone: something is to be chosen. */
  form?: Form;
  /** @throws Refusal, NotFound, WrongUsage */
  run(context: CommandContext): Promise<Message>;
}

/** Something lacks, or isn't understood: answered with how the command is typed. */
export class WrongUsage extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongUsage';
  }
}

/** Whoever asks, as a user of the product: asked anew each time. @throws Refusal where they are none */
export function askerOf({ user }: Pick<CommandContext, 'user'>): Asker {
  if (user) return { operator: false, user };
  throw new Refusal('P1', 'You are no user here yet, so you hold no permission', 'Join an incident channel, or sign in to the dashboard');
}

/** @throws Refusal naming the permission that is missing */
export const mayAsk = (context: CommandContext, permission: Permission): void =>
  mustHold(askerOf(context), permission, context.organization.policy);
