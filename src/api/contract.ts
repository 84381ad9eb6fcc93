/**
 * What the JSON API says and takes: one table of routes. The handlers, the check of permissions, the OpenAPI document, the
 * dashboard's types and the matrix test all come from it.
 */
import { z } from 'zod';
import type { Permission } from '../rules/roles.ts';
import * as audit from './contract/audit.ts';
import { id, pageQuery } from './contract/common.ts';
import * as mappings from './contract/mappings.ts';
import * as scim from './contract/scim.ts';
import * as users from './contract/users.ts';

export interface Route {
  method: 'get' | 'post' | 'delete';
  /** Below `/api/v1`, with `:name` for parameters. */
  path: string;
  summary: string;
  /** What the caller must hold; `signed_in`: any user; `anyone`: no session either. */
  permission: Permission | 'signed_in' | 'anyone';
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  status: 200 | 201 | 202 | 204;
  /** Null where the answer has no body (204). */
  response: z.ZodType | null;
}

const byId = z.object({ id });
const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

/** Who may look, and who may change. */
const look = 'view_settings';
const secure = 'manage_security_settings';

export const routes = {
  signInMethods: {
    method: 'get',
    path: '/sign-in',
    summary: 'How one signs in here',
    permission: 'anyone',
    status: 200,
    response: z.object({ slack: z.boolean(), sandbox: z.boolean() }),
  },
  me: { method: 'get', path: '/me', summary: 'Who I am, and what I may do', permission: 'signed_in', status: 200, response: users.me },

  listUsers: {
    method: 'get',
    path: '/users',
    summary: 'Users by name',
    permission: look,
    query: users.usersQuery,
    status: 200,
    response: users.usersPage,
  },
  countUsers: {
    method: 'get',
    path: '/users/counts',
    summary: 'How many there are of each kind',
    permission: look,
    status: 200,
    response: users.userCounts,
  },
  readUser: {
    method: 'get',
    path: '/users/:id',
    summary: 'A user, with why they are as they are',
    permission: look,
    params: byId,
    status: 200,
    response: users.userDetails,
  },
  userAudit: {
    method: 'get',
    path: '/users/:id/audit',
    summary: "A user's audit, latest first",
    permission: 'view_audit_log',
    params: byId,
    query: z.object(pageQuery),
    status: 200,
    response: audit.auditPage,
  },
  setRole: {
    method: 'post',
    path: '/users/:id/role',
    summary: 'Set a base role, or add a custom one, by hand',
    permission: 'manage_permissions',
    params: byId,
    body: z.object({ role: z.string().trim().min(1).max(200) }),
    status: 200,
    response: users.user,
  },
  changeSeat: {
    method: 'post',
    path: '/users/:id/seats',
    summary: 'Grant or revoke a seat by hand',
    permission: 'manage_seats',
    params: byId,
    body: z.object({ seat: z.enum(['on_call', 'responder']).default('on_call'), action: z.enum(['grant', 'revoke']) }),
    status: 200,
    response: users.user,
  },
  changeStatus: {
    method: 'post',
    path: '/users/:id/status',
    summary: 'Deactivate or activate whom no source decides about',
    permission: 'manage_permissions',
    params: byId,
    body: z.object({ status: users.status }),
    status: 200,
    response: users.user,
  },

  scimStatus: { method: 'get', path: '/scim', summary: 'Where SCIM stands', permission: look, status: 200, response: scim.scimStatus },
  scimProviders: {
    method: 'get',
    path: '/scim/providers',
    summary: 'The IdPs, each with its steps',
    permission: look,
    status: 200,
    response: scim.providerList,
  },
  connectScim: {
    method: 'post',
    path: '/scim/connect',
    summary: 'Start installing SCIM',
    permission: secure,
    body: z.object({ provider: z.string().trim().min(1).max(60) }),
    status: 201,
    response: scim.connected,
  },
  listGroups: {
    method: 'get',
    path: '/scim/groups',
    summary: 'The groups that the IdP pushed',
    permission: look,
    query: scim.groupsQuery,
    status: 200,
    response: scim.groupsPage,
  },
  previewConfirm: {
    method: 'post',
    path: '/scim/preview',
    summary: 'What confirming would do',
    permission: secure,
    status: 200,
    response: scim.storedPreview,
  },
  confirmScim: {
    method: 'post',
    path: '/scim/confirm',
    summary: 'Confirm; users are brought in line in the background',
    permission: secure,
    body: scim.confirmBody,
    status: 202,
    response: scim.scimStatus,
  },
  uninstallScim: {
    method: 'post',
    path: '/scim/uninstall',
    summary: 'Uninstall, or cancel installing',
    permission: secure,
    status: 200,
    response: scim.scimStatus,
  },
  listTokens: {
    method: 'get',
    path: '/scim/tokens',
    summary: 'SCIM tokens',
    permission: secure,
    status: 200,
    response: list(scim.token),
  },
  createToken: {
    method: 'post',
    path: '/scim/tokens',
    summary: 'A further SCIM token',
    permission: secure,
    body: z.object({ name: z.string().trim().min(1).max(80) }),
    status: 201,
    response: scim.createdToken,
  },
  revokeToken: {
    method: 'delete',
    path: '/scim/tokens/:id',
    summary: 'Revoke a SCIM token',
    permission: secure,
    params: byId,
    status: 204,
    response: null,
  },

  listMappings: {
    method: 'get',
    path: '/mappings',
    summary: 'Which group gives which role',
    permission: look,
    status: 200,
    response: list(mappings.mapping),
  },
  addMapping: {
    method: 'post',
    path: '/mappings',
    summary: 'Have a group give a role',
    permission: secure,
    body: mappings.newMapping,
    status: 201,
    response: mappings.mapping,
  },
  removeMapping: {
    method: 'delete',
    path: '/mappings/:id',
    summary: 'Take a mapping away',
    permission: secure,
    params: byId,
    status: 204,
    response: null,
  },
  previewMappings: {
    method: 'post',
    path: '/mappings/preview',
    summary: 'What a change to mappings and on-call groups would do',
    permission: secure,
    body: mappings.mappingChange,
    status: 200,
    response: scim.preview,
  },
  listOnCallGroups: {
    method: 'get',
    path: '/on-call-groups',
    summary: 'Which groups give on-call seats',
    permission: look,
    status: 200,
    response: list(mappings.onCallGroup),
  },
  addOnCallGroup: {
    method: 'post',
    path: '/on-call-groups',
    summary: 'Have a group give on-call seats',
    permission: secure,
    body: mappings.newOnCallGroup,
    status: 201,
    response: mappings.onCallGroup,
  },
  removeOnCallGroup: {
    method: 'delete',
    path: '/on-call-groups/:id',
    summary: 'The group gives no more seats',
    permission: secure,
    params: byId,
    status: 204,
    response: null,
  },
  listCustomRoles: {
    method: 'get',
    path: '/custom-roles',
    summary: 'Custom roles',
    permission: look,
    status: 200,
    response: list(mappings.customRole),
  },
  addCustomRole: {
    method: 'post',
    path: '/custom-roles',
    summary: 'A custom role',
    permission: 'manage_custom_roles',
    body: mappings.newCustomRole,
    status: 201,
    response: mappings.customRole,
  },

  listAudit: {
    method: 'get',
    path: '/audit',
    summary: 'The audit, latest first',
    permission: 'view_audit_log',
    query: audit.auditQuery,
    status: 200,
    response: audit.auditPage,
  },
  resync: {
    method: 'post',
    path: '/resync',
    summary: 'Compare with Slack now',
    permission: 'edit_settings',
    status: 204,
    response: null,
  },
} as const satisfies Record<string, Route>;

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
