import type { Ledger, Organization, Policy, Settings } from '../rules/model.ts';
import type { Database } from './connection.ts';
import { isDuplicateKey } from './duplicate-key.ts';

type Stored = Omit<Organization, 'id'> & { _id: string; shape: number };

/** A setting or a count that is younger than the organization has its default. */
const fromDocument = ({ _id, shape, policy, ledger, ...rest }: Stored): Organization => ({
  id: _id,
  ...rest,
  ledger: { ...emptyLedger(), ...ledger },
  policy: { ...policy, settings: { ...firstSettings(), ...policy.settings } },
});

const collection = (db: Database) => db.collection('organizations');

/** @returns null where there is none with this id */
export async function readOrganization(db: Database, id: string): Promise<Organization | null> {
  const found = (await collection(db).findOne({ _id: id })) as Stored | null;
  return found && fromDocument(found);
}

/** The organization of a Slack workspace, or of the Enterprise Grid that it belongs to. @returns null if unknown */
export async function organizationOfSlack(db: Database, teamId: string | null, enterpriseId: string | null): Promise<Organization | null> {
  const either = [...(enterpriseId ? [{ slackEnterpriseId: enterpriseId }] : []), ...(teamId ? [{ slackTeamId: teamId }] : [])];
  if (either.length === 0) return null;
  const found = (await collection(db).findOne({ $or: either })) as Stored | null;
  return found ? fromDocument(found) : organizationOfWorkspace(db, teamId);
}

/** A Grid's organization by one of its workspaces, where Slack doesn't name the Grid. */
async function organizationOfWorkspace(db: Database, teamId: string | null): Promise<Organization | null> {
  if (!teamId) return null;
  const installation = await db.collection('slackInstallations').findOne({ $or: [{ _id: teamId }, { teamIds: teamId }] });
  return installation && readOrganization(db, String(installation['org']));
}

/** All of them, oldest first. */
export async function listOrganizations(db: Database): Promise<Organization[]> {
  const found = (await collection(db).find({}).sort({ _id: 1 }).limit(10_000).toArray()) as Stored[];
  return found.map(fromDocument);
}

/** The settings of several, in the order of the answer. */
export async function organizationSettings(db: Database, ids: string[]): Promise<Map<string, Settings>> {
  const found = await collection(db)
    .find({ _id: { $in: ids } }, { projection: { 'policy.settings': 1 } })
    .toArray();
  return new Map(found.map(({ _id, policy }) => [_id, { ...firstSettings(), ...(policy as Pick<Policy, 'settings'>).settings }]));
}

/** What an organization starts with. */
export const firstPolicy = (): Policy => ({
  scim: { state: 'not_installed', provider: null, epoch: 1, startedAt: null, installedAt: null },
  mappings: [],
  onCallGroups: [],
  customRoles: [],
  settings: firstSettings(),
});

const firstSettings = (): Settings => ({
  plan: 'enterprise',
  guests: true,
  incidentChannels: ['inc-*', 'incident-*'],
  markedChannels: [],
  actingInSlack: false,
  notifications: 'direct',
  hold: { people: 10, percent: 20 },
  // A first sync of 100,000 people comes at some hundred requests a second at most.
  scim: { allowedIps: [], allowedIpsMode: 'log', rateLimit: 200 },
});

export interface NewOrganization {
  id: string;
  name: string;
  slackTeamId: string | null;
  slackEnterpriseId: string | null;
  domain: string | null;
}

/** Creates the organization of a Slack workspace, or gives the one that is there with its name brought up to date. */
export async function ensureOrganization(db: Database, organization: NewOrganization): Promise<Organization> {
  try {
    return await upsert(db, organization);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return upsert(db, organization); // another process created it at the same moment: now it is there
  }
}

async function upsert(db: Database, { id, name, domain, slackTeamId, slackEnterpriseId }: NewOrganization): Promise<Organization> {
  const found = await collection(db).findOneAndUpdate(
    slackEnterpriseId ? { slackEnterpriseId } : { slackTeamId },
    {
      $set: { name, domain, slackTeamId, slackEnterpriseId },
      $setOnInsert: { _id: id, shape: 1, policy: firstPolicy(), ledger: emptyLedger(), revision: 0 },
    },
    { upsert: true, returnDocument: 'after' },
  );
  return fromDocument(found as unknown as Stored);
}

export const emptyLedger = (): Ledger => ({
  owners: 0,
  retainedOwnerId: null,
  users: { active: 0, deactivated: 0 },
  seats: { viewer: 0, responder: 0, on_call: 0 },
  scim: { users: 0, groups: 0, pending: 0 },
  losses: [],
  auditEntries: 0,
});
