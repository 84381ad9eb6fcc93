import { confirmPreviewed, everybodyIn, outcomesShown } from '../../provisioning/confirm-previewed.ts';
import { beginConfirm } from '../../provisioning/confirm-scim.ts';
import * as connect from '../../provisioning/connect-scim.ts';
import * as previews from '../../provisioning/preview.ts';
import { openSweep } from '../../provisioning/sweep.ts';
import * as uninstall from '../../provisioning/uninstall-scim.ts';
import { type Organization, scimDecides } from '../../rules/model.ts';
import { Refusal } from '../../rules/refusal.ts';
import { type ProviderId, providers } from '../../rules/setup.ts';
import { readOrganization } from '../../store/organizations.ts';
import { keepPreview, readPreview, type ShownOutcomes } from '../../store/previews.ts';
import { lastContact } from '../../store/reads/scim.ts';
import { countUsers } from '../../store/reads/users.ts';
import type { Handler } from '../handler.ts';
import { providerGuides } from '../provider-guides.ts';
import type { ApiOptions } from '../services.ts';
import { sweepInBackground } from '../sweep-in-background.ts';

export const scimBaseUrl = (publicUrl: string): string => `${publicUrl}/scim/v2`;

async function statusOf({ id, policy, ledger }: Organization, { means: { db }, publicUrl }: ApiOptions) {
  const { state, provider, installedAt } = policy.scim;
  const linkedAre = (linked: boolean) => (scimDecides(policy) ? countUsers(db, id, policy, { linked }) : null);
  const [sweep, contact, linked, unlinked] = await Promise.all([openSweep(db, id), lastContact(db, id), linkedAre(true), linkedAre(false)]);
  return {
    state,
    provider,
    providerName: provider && (providers[provider as ProviderId] ?? provider),
    baseUrl: scimBaseUrl(publicUrl),
    ...ledger.scim,
    linked,
    unlinked,
    lastContactAt: state === 'not_installed' ? null : (contact?.toISOString() ?? null),
    installedAt: installedAt?.toISOString() ?? null,
    progress: sweep && { done: Math.min(sweep.done, sweep.total), total: sweep.total, startedAt: sweep.startedAt.toISOString() },
  };
}

/** Where SCIM stands after a change to it. */
async function statusNow(organizationId: string, options: ApiOptions) {
  const organization = await readOrganization(options.means.db, organizationId);
  if (!organization) throw new Error(`there is no organization ${organizationId}`);
  return statusOf(organization, options);
}

export const scimStatus: Handler<'scimStatus'> = ({ caller, options }) => statusOf(caller.organization, options);

export const scimProviders: Handler<'scimProviders'> = async ({ options }) =>
  providerGuides(scimBaseUrl(options.publicUrl), options.means.supportEmail);

export const connectScim: Handler<'connectScim'> = async ({ input, caller, origin, options }) => {
  const { token } = await connect.connectScim(options.means, caller.organization.id, origin, caller.asker, input.body.provider);
  return { baseUrl: scimBaseUrl(options.publicUrl), token };
};

/** I5. What is shown is kept, so that confirming can tell whether it still is so (I6). */
export const previewConfirm: Handler<'previewConfirm'> = async ({ caller, origin, options: { means } }) => {
  const { id: org } = caller.organization;
  const preview = await previews.previewConfirm(means, org, origin, { asker: caller.asker, acknowledgeLockout: false });
  const id = means.newId();
  await keepPreview(means.db, org, id, origin.at, outcomesShown(preview));
  const changes = (before: unknown, after: unknown) => JSON.stringify(before) !== JSON.stringify(after);
  const people = everybodyIn(preview).filter(({ before, after }) => changes(before, after)).length;
  return { ...preview, id, people, locksOut: preview.problems.some(({ about }) => about === 'lockout') };
};

/** I6: answers once it is accepted; everybody is brought in line behind it. */
export const confirmScim: Handler<'confirmScim'> = async ({ input: { body }, caller, origin, options }) => {
  const { means } = options;
  const { id: org } = caller.organization;
  const confirmation = { asker: caller.asker, acknowledgeLockout: body.acknowledgeLockout };
  if (body.previewId) await confirmPreviewed(means, org, origin, confirmation, await shownIn(options, org, body.previewId));
  else await means.committer.commit(org, origin, beginConfirm(confirmation));
  sweepInBackground(options, org);
  return statusNow(org, options);
};

async function shownIn({ means }: ApiOptions, org: string, id: string): Promise<ShownOutcomes> {
  const shown = await readPreview(means.db, org, id);
  if (!shown) throw new Refusal('I6', 'This preview is older than a day', 'Preview again, and confirm that one');
  return shown;
}

export const uninstallScim: Handler<'uninstallScim'> = async ({ caller, origin, options }) => {
  await options.means.committer.commit(caller.organization.id, origin, uninstall.uninstallScim(caller.asker));
  return statusNow(caller.organization.id, options);
};
