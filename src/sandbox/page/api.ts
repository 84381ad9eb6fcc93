/** How the pages speak with the sandbox: a short poll that costs nothing while nothing changes, and one POST for each verb. */
import { notifications } from '@mantine/notifications';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { IdpView, WorkspaceView } from '../control/contract.ts';

export type IdpPageView = IdpView & { readonly dashboardUrl: string | null };

const everyMs = 900;

async function poll<T extends { readonly version: number }>(queries: QueryClient, key: readonly string[], path: string): Promise<T> {
  const known = queries.getQueryData<T>(key);
  const separator = path.includes('?') ? '&' : '?';
  const response = await fetch(`/sandbox/api/${path}${separator}since=${known?.version ?? ''}`);
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}`);
  const next = (await response.json()) as T;
  return known !== undefined && next.version === known.version && Object.keys(next).length === 1 ? known : next;
}

/** The workspace as this member sees it. */
export function useWorkspace(user: string) {
  const queries = useQueryClient();
  const key = ['workspace', user];
  return useQuery({
    queryKey: key,
    queryFn: () => poll<WorkspaceView>(queries, key, `workspace?as=${encodeURIComponent(user)}`),
    refetchInterval: everyMs,
  });
}

/** The IdP's directory and log. */
export function useIdp() {
  const queries = useQueryClient();
  const key = ['idp'];
  return useQuery({ queryKey: key, queryFn: () => poll<IdpPageView>(queries, key, 'idp'), refetchInterval: everyMs });
}

export type Run = <T = unknown>(verb: string, body: Readonly<Record<string, unknown>>) => Promise<T | null>;

/** Runs a verb of the workspace or the IdP, then reads anew. A refusal is shown in words and gives null. */
export function useVerb(room: 'workspace' | 'idp'): Run {
  const queries = useQueryClient();
  return useCallback(
    async <T>(verb: string, body: Readonly<Record<string, unknown>>): Promise<T | null> => {
      const response = await fetch(`/sandbox/api/${room}/${verb}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).catch(() => null);
      const answer =
        response === null ? { error: 'unreachable' } : ((await response.json()) as { readonly result?: T; readonly error?: string });
      await queries.invalidateQueries({ queryKey: [room] });
      if (answer.error === undefined) return ('result' in answer ? answer.result : null) ?? null;
      notifications.show({ color: 'orange', title: 'That was refused', message: inWords(answer.error) });
      return null;
    },
    [queries, room],
  );
}

const words: Readonly<Record<string, string>> = {
  unreachable: 'The sandbox does not answer. Is it still running?',
  email_taken: 'Somebody in the workspace has this email already.',
  name_taken: 'There is a channel of this name already.',
  invalid_name_specials: 'A channel’s name has small letters, digits, hyphens and underscores only.',
  is_archived: 'The channel is archived. Unarchive it first.',
  not_in_channel: 'Join the channel first.',
  cant_leave_general: 'Nobody leaves the general channel.',
  cant_archive_general: 'The general channel can’t be archived.',
  cant_restrict_admin: 'Owners and admins can’t be guests.',
  cant_deactivate_primary_owner: 'The primary owner can’t be deactivated.',
  cant_edit_other_workspace: 'Their own company edits this profile.',
  cant_edit_bot: 'A bot has no profile to edit.',
  user_is_deactivated: 'This person is deactivated. Reactivate them, or act as somebody else.',
  method_not_supported_for_channel_type: 'A private channel is entered by invitation.',
  endpoint_not_set: 'Set the SCIM base URL and the bearer token first.',
  invalid_base_url: 'The base URL begins with http:// or https://.',
  user_team_not_in_channel: 'Their company isn’t part of this channel.',
};

/** What a refusal's word means. */
export const inWords = (code: string): string => words[code] ?? code;
