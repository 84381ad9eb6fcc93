import type { SlackMember } from '../rules/model.ts';
import type { Database } from './connection.ts';
import { loadRows } from './snapshot.ts';

/** The members that we know, by Slack's ids. */
export async function knownMembers(db: Database, org: string, ids: string[]): Promise<Map<string, SlackMember>> {
  const wants = ids.map((key) => ({ table: 'slackMembers' as const, index: 'id', key }));
  const loaded = await loadRows(db, org, wants);
  return new Map(loaded.flatMap(({ rows }) => rows as SlackMember[]).map((member) => [member.id, member]));
}
