import type { Row, TableDefinition } from '../table.ts';
import { apiKeys } from './api-keys.ts';
import { memberships } from './memberships.ts';
import { scimGroups } from './scim-groups.ts';
import { scimTokens } from './scim-tokens.ts';
import { scimUsers } from './scim-users.ts';
import { slackMembers } from './slack-members.ts';
import { sweeps } from './sweeps.ts';
import { users } from './users.ts';
import { webhooks } from './webhooks.ts';

/** All that a batch may read and write, by name. */
export const tables = { slackMembers, scimUsers, scimGroups, memberships, users, scimTokens, apiKeys, webhooks, sweeps };

export type Tables = typeof tables;
export type TableName = keyof Tables;
export type RowOf<N extends TableName> = Tables[N] extends TableDefinition<infer R extends Row> ? R : never;
