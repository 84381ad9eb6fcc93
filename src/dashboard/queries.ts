import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryOf } from '../api/contract.ts';
import { call } from './client.ts';

/** Everything that the pages read and change, each under one key. */

export const useMe = () => useQuery({ queryKey: ['me'], queryFn: () => call('me', 'GET /me') });
export const useSignInMethods = () => useQuery({ queryKey: ['sign-in'], queryFn: () => call('signInMethods', 'GET /sign-in') });

export type UsersQuery = QueryOf<'listUsers'>;
export const useUsers = (query: UsersQuery) =>
  useQuery({ queryKey: ['users', query], queryFn: () => call('listUsers', 'GET /users', { query }), placeholderData: keepPreviousData });
export const useUserCounts = () => useQuery({ queryKey: ['users', 'counts'], queryFn: () => call('countUsers', 'GET /users/counts') });
export const useUser = (id: string) =>
  useQuery({ queryKey: ['users', 'one', id], queryFn: () => call('readUser', 'GET /users/:id', { params: { id } }) });

export const useAudit = (user: string | null, enabled = true) =>
  useInfiniteQuery({
    queryKey: ['audit', user],
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => {
      const query = { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) };
      return user ? call('userAudit', 'GET /users/:id/audit', { params: { id: user }, query }) : call('listAudit', 'GET /audit', { query });
    },
    getNextPageParam: (last) => last.next ?? undefined,
  });

/** While something is under way elsewhere, SCIM's state is asked for every few seconds. */
export const useScim = () =>
  useQuery({
    queryKey: ['scim', 'status'],
    queryFn: () => call('scimStatus', 'GET /scim'),
    refetchInterval: ({ state: { data } }) =>
      data?.progress ? 1_000 : data?.state === 'connecting' || data?.state === 'mapping' ? 3_000 : 30_000,
  });
export const useProviders = () =>
  useQuery({ queryKey: ['scim', 'providers'], queryFn: () => call('scimProviders', 'GET /scim/providers') });
/** @param pushed how many groups there are, where the list must follow what the IdP pushes meanwhile */
export const useGroups = (search: string, cursor?: string, pushed?: number) =>
  useQuery({
    queryKey: ['scim', 'groups', search, cursor, pushed],
    queryFn: () =>
      call('listGroups', 'GET /scim/groups', { query: { limit: 50, ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) } }),
    placeholderData: keepPreviousData,
  });
export const useMappings = () => useQuery({ queryKey: ['scim', 'mappings'], queryFn: () => call('listMappings', 'GET /mappings') });
export const useOnCallGroups = () =>
  useQuery({ queryKey: ['scim', 'on-call'], queryFn: () => call('listOnCallGroups', 'GET /on-call-groups') });
export const useCustomRoles = () => useQuery({ queryKey: ['custom-roles'], queryFn: () => call('listCustomRoles', 'GET /custom-roles') });
export const useTokens = () => useQuery({ queryKey: ['scim', 'tokens'], queryFn: () => call('listTokens', 'GET /scim/tokens') });

/**
 * A change, after which all that is shown is asked for anew.
 * @param onDone told of the answer before that: what is shown anew may no longer have the part that made the change
 */
export function useChange<In, Out>(change: (input: In) => Promise<Out>, onDone: (answer: Out) => void = () => undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (answer) => {
      onDone(answer);
      return queries.invalidateQueries();
    },
  });
}
