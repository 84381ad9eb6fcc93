import type { Organization } from '../rules/model.ts';
import { NothingYet, WrongUsage } from './errors.ts';

type Named = Pick<Organization, 'id' | 'name' | 'slackTeamId' | 'slackEnterpriseId' | 'domain'>;

/**
 * The organization that is meant.
 * @param named its Slack team or enterprise id, its domain, or its own id; the only one where nothing is given
 * @throws NothingYet where there is none at all; WrongUsage with the list where it isn't clear which
 */
export function chooseOrganization<O extends Named>(all: O[], named: string | undefined): O {
  if (all.length === 0) throw new NothingYet();
  const found = named === undefined ? all : all.filter((one) => answersTo(one, named));
  const [only] = found;
  if (only && found.length === 1) return only;
  const problem = named === undefined ? 'There are several organizations' : `There is no single organization ${named}`;
  throw new WrongUsage(`${problem}: choose one with --org`, ...all.slice(0, MOST_SHOWN).map(lineOf));
}

const MOST_SHOWN = 50;

const answersTo = ({ id, slackTeamId, slackEnterpriseId, domain }: Named, named: string): boolean =>
  [id, slackTeamId, slackEnterpriseId, domain].some((name) => name !== null && name.toLowerCase() === named.trim().toLowerCase());

const lineOf = ({ id, name, slackTeamId, slackEnterpriseId, domain }: Named): string =>
  `  --org ${slackEnterpriseId ?? slackTeamId ?? domain ?? id}  ${name}${domain ? ` (${domain})` : ''}`;
