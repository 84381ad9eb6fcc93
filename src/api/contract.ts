/**
 * What the JSON API says and takes: one table of routes. The handlers, the check of permissions, the OpenAPI document, the
 * dashboard's types and the matrix test all come from it.
 */
import type { z } from 'zod';
import { apiKeyRoutes } from './contract/api-key-routes.ts';
import type * as audit from './contract/audit.ts';
import { mappingRoutes } from './contract/mapping-routes.ts';
import type * as mappings from './contract/mappings.ts';
import type * as scim from './contract/scim.ts';
import { scimRoutes } from './contract/scim-routes.ts';
import { userRoutes } from './contract/user-routes.ts';
import type * as users from './contract/users.ts';
import { webhookRoutes } from './contract/webhook-routes.ts';

export const routes = { ...userRoutes, ...scimRoutes, ...mappingRoutes, ...apiKeyRoutes, ...webhookRoutes };

export type Routes = typeof routes;
export type RouteName = keyof Routes;

type Part<R, K extends 'params' | 'query' | 'body'> = R extends { [key in K]: infer S extends z.ZodType } ? S : null;
type Parsed<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;

/** What a route's handler is given, parsed. */
export interface InputOf<N extends RouteName> {
  params: Parsed<Part<Routes[N], 'params'>>;
  query: Parsed<Part<Routes[N], 'query'>>;
  body: Parsed<Part<Routes[N], 'body'>>;
}

/** What whoever calls a route sends. */
export type QueryOf<N extends RouteName> = Part<Routes[N], 'query'> extends infer S extends z.ZodType ? z.input<S> : Record<string, never>;
export type BodyOf<N extends RouteName> = Part<Routes[N], 'body'> extends infer S extends z.ZodType ? z.input<S> : undefined;

/** What a route answers. */
export type AnswerOf<N extends RouteName> = Routes[N]['response'] extends infer S extends z.ZodType ? z.output<S> : undefined;

export type { Problem } from './contract/common.ts';
export type { Route } from './contract/route.ts';
export type User = z.output<typeof users.user>;
export type UserDetails = z.output<typeof users.userDetails>;
export type Summary = z.output<typeof users.summary>;
export type Reason = z.output<typeof users.reason>;
export type Outcome = z.output<typeof scim.outcome>;
export type Preview = z.output<typeof scim.preview>;
export type StoredPreview = z.output<typeof scim.storedPreview>;
export type ScimStatus = z.output<typeof scim.scimStatus>;
export type ScimProvider = z.output<typeof scim.provider>;
export type ScimGroup = z.output<typeof scim.group>;
export type ScimToken = z.output<typeof scim.token>;
export type Mapping = z.output<typeof mappings.mapping>;
export type OnCallGroup = z.output<typeof mappings.onCallGroup>;
export type AuditEntry = z.output<typeof audit.auditEntry>;
export type Me = z.output<typeof users.me>;
export type { BaseRole, SeatKind } from '../rules/model.ts';
