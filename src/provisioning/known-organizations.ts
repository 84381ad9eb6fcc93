import type { Organization } from '../rules/model.ts';

export interface KnownOrganizations {
  /** As this process wrote it last; undefined where it has to be read. */
  get(id: string): Organization | undefined;
  keep(organization: Organization): void;
  /** Another process wrote to it. */
  forget(id: string): void;
}

/** After another process wrote, so many batches read first: it will write again. */
const READ_AFTER_LOSS = 50;
const MOST = 1000;

/**
 * What an organization was after this process's last write, so that the next batch need not read it. If anybody else has written since,
 * its revision is another one, and the batch is decided again from what is read (docs/decisions/003): nothing is ever decided by what is
 * kept here alone.
 */
export function knownOrganizations(): KnownOrganizations {
  const known = new Map<string, Organization>();
  const readsLeft = new Map<string, number>();
  return {
    get: (id) => known.get(id),
    keep: (organization) => {
      const left = (readsLeft.get(organization.id) ?? 0) - 1;
      if (left > 0) return void readsLeft.set(organization.id, left);
      readsLeft.delete(organization.id);
      if (known.size >= MOST) known.clear();
      known.set(organization.id, organization);
    },
    forget: (id) => {
      if (known.delete(id)) readsLeft.set(id, READ_AFTER_LOSS);
    },
  };
}
