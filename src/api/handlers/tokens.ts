import * as verbs from '../../provisioning/scim-tokens.ts';
import { listTokens as readTokens } from '../../store/reads/scim.ts';
import type { ScimToken } from '../../store/tables/scim-tokens.ts';
import type { Handler } from '../handler.ts';

const view = ({ id, kind, name, prefix, createdAt, expiresAt, lastUsedAt, revokedAt }: ScimToken & { lastUsedAt: Date | null }) => ({
  id,
  kind,
  name,
  prefix,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  revokedAt: revokedAt?.toISOString() ?? null,
});

export const listTokens: Handler<'listTokens'> = async ({ caller, options: { means } }) => ({
  items: (await readTokens(means.db, caller.organization.id)).map(view),
});

/** The token itself is in this answer, and never again. */
export const createToken: Handler<'createToken'> = async ({ input, caller, origin, options: { means } }) => {
  const { token, kept } = verbs.newScimToken(means, input.body.name);
  await means.committer.commit(caller.organization.id, origin, verbs.addScimToken(caller.asker, kept));
  return { ...view({ ...kept, lastUsedAt: null }), token };
};

export const revokeToken: Handler<'revokeToken'> = async ({ input, caller, origin, options: { means } }) => {
  await means.committer.commit(caller.organization.id, origin, verbs.revokeScimToken(caller.asker, input.params.id));
};
