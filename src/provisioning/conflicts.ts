import { emailKey, type ScimUser } from '../rules/model.ts';
import type { Want } from '../store/snapshot.ts';
import type { Work } from './commit.ts';
import { conflictWith } from './link.ts';

export interface Conflict {
  scim: ScimUser;
  /** In words. */
  why: string;
}

/**
 * L3: those among SCIM users of nobody who stay so until an admin picks, each with the reason. To be rehearsed. What it needs is
 * asked for in two goes, whatever the number.
 */
export const conflictsAmong =
  (scimUsers: ScimUser[]): Work<Conflict[]> =>
  (world) => {
    const emails = [...new Set(scimUsers.map(({ email }) => emailKey(email)).filter((email) => email !== null))];
    world.need(
      ...emails.flatMap((key) => (['slackMembers', 'scimUsers', 'users'] as const).map((table): Want => ({ table, index: 'email', key }))),
    );
    const members = emails.flatMap((email) => world.table.slackMembers.find('email', email));
    const namesakes = emails.flatMap((email) => world.table.scimUsers.find('email', email));
    world.need(
      ...members.map(({ id }): Want => ({ table: 'users', index: 'slack', key: id })),
      ...namesakes.map(({ id }): Want => ({ table: 'users', index: 'scim', key: id })),
    );
    return scimUsers.flatMap((scim) => {
      const why = conflictWith(world, scim);
      return why ? [{ scim, why }] : [];
    });
  };
