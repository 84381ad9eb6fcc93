/** What the pages and the sandbox say to each other. Types only. */
import type { IdpGroup, IdpPerson, Vendor } from '../idp/model.ts';
import type { Reaction } from '../interactions/answers.ts';
import type { ElementOption } from '../interactions/elements.ts';
import type { View } from '../interactions/views.ts';
import type { Block, Channel, Message, Person, Team } from '../workspace/model.ts';

export type { Block, Channel, ElementOption, IdpGroup, IdpPerson, Message, Person, Reaction, Team, Vendor, View };

/** One request to the app. */
export interface Delivery {
  readonly id: number;
  /** Unix milliseconds. */
  readonly at: number;
  readonly kind: 'event' | 'command' | 'interaction' | 'verification';
  readonly name: string;
  readonly eventId: string | null;
  /** 0 for the first, then Slack's retry number. */
  readonly attempt: number;
  readonly status: number | null;
  readonly failure: string | null;
  readonly ms: number;
}

/** The workspace as one member sees it. */
export interface WorkspaceView {
  readonly version: number;
  readonly team: Team;
  readonly partner: Team;
  readonly app: { readonly id: string; readonly name: string; readonly botUserId: string };
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  /** The direct message between this member and the app. */
  readonly directMessage: string | null;
  readonly messages: readonly Message[];
  readonly views: readonly View[];
  readonly home: View | null;
  readonly deliveries: readonly Delivery[];
  readonly eventsUrl: string | null;
  readonly dashboardUrl: string | null;
}

/** One SCIM request and its answer. */
export interface Exchange {
  readonly id: number;
  readonly at: number;
  readonly purpose: string;
  readonly method: string;
  readonly url: string;
  readonly request: string;
  readonly status: number | null;
  readonly response: string;
  readonly ms: number;
}

export interface IdpView {
  readonly version: number;
  readonly vendor: Vendor;
  readonly baseUrl: string;
  readonly hasToken: boolean;
  readonly people: readonly IdpPerson[];
  readonly groups: readonly IdpGroup[];
  readonly log: readonly Exchange[];
}
