import type { Installation, Installations } from '../installation.ts';
import { isDatabaseTrouble } from '../slack-trouble.ts';
import { type TellOptions, tellOwners } from './tell.ts';

export interface TellAllOptions extends TellOptions {
  installations: Installations;
  /** Gives the installation its present token, and sees to a refusal of it. */
  attended: <T>(installation: Installation, work: (fresh: Installation) => Promise<T>) => Promise<T>;
  signal: AbortSignal;
}

/** One turn over all organizations; what fails in one keeps no other from being told. */
export const tellAllOwners =
  ({ installations, attended, signal, ...options }: TellAllOptions) =>
  async (): Promise<void> => {
    for (const organizationId of installations.organizationIds()) {
      const installation = installations.ofOrganization(organizationId);
      if (!installation || signal.aborted) continue;
      try {
        await attended(installation, (fresh) => tellOwners(options, organizationId, fresh));
      } catch (error) {
        if (isDatabaseTrouble(error)) throw error; // for all of them
        options.log.warn({ err: error, organization: organizationId }, 'owners could not be told, and are at the next turn');
      }
    }
  };
