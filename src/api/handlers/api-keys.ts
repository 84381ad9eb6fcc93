import * as verbs from '../../provisioning/api-keys.ts';
import { personAsking } from '../../rules/asker.ts';
import { listApiKeys as readApiKeys } from '../../store/reads/api-keys.ts';
import type { ApiKey } from '../../store/tables/api-keys.ts';
import type { Handler } from '../handler.ts';
import { badInput } from '../problem.ts';

const view = ({ hash: _, createdAt, expiresAt, lastUsedAt, revokedAt, ...shown }: ApiKey & { lastUsedAt: Date | null }) => ({
  ...shown,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  revokedAt: revokedAt?.toISOString() ?? null,
});

export const listApiKeys: Handler<'listApiKeys'> = async ({ caller, options: { means } }) => ({
  items: (await readApiKeys(means.db, caller.organization.id)).map(view),
});

const DAY_MS = 86_400_000;

/** The key itself is in this answer, and never again. @throws HttpProblem 400 where nobody is there to be its person */
export const createApiKey: Handler<'createApiKey'> = async ({ input: { body }, caller, origin, options: { means } }) => {
  const { name, scopes, personal, expiresInDays } = body;
  const person = personAsking(caller.asker);
  if (personal && !person) throw badInput([{ path: 'personal', message: 'The organization’s key is nobody, and has none of its own' }]);
  const expiresAt = expiresInDays === undefined ? null : new Date(means.now().getTime() + expiresInDays * DAY_MS);
  const { key, kept } = verbs.newApiKey(means, { name, scopes, userId: personal ? (person?.id ?? null) : null, expiresAt });
  await means.committer.commit(caller.organization.id, origin, verbs.addApiKey(caller.asker, kept));
  return { ...view({ ...kept, lastUsedAt: null }), key };
};

export const revokeApiKey: Handler<'revokeApiKey'> = async ({ input, caller, origin, options: { means } }) => {
  await means.committer.commit(caller.organization.id, origin, verbs.revokeApiKey(caller.asker, input.params.id));
};
