import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { ScimStatus } from '../../../api/contract.ts';
import { When } from '../../parts/when.tsx';
import { count, number } from '../../words/numbers.ts';

/** The page's one sentence; its numbers lead to the lists behind them. */
export function ScimState({ scim }: { scim: ScimStatus }) {
  const { state, providerName, users, groups, pending, linked, unlinked, lastContactAt } = scim;
  if (state === 'not_installed') return <>SCIM is not installed: Slack alone says who is a user, and roles are given by hand.</>;
  const contact = lastContactAt ? (
    <>
      last contact <When at={lastContactAt} />
    </>
  ) : (
    'no contact yet'
  );
  if (state !== 'installed') {
    return (
      <>
        SCIM is being installed with {providerName}. {count(users, 'person', 'people')} and{' '}
        <Anchor component={Link} href="/groups" className="link">
          {count(groups, 'group')}
        </Anchor>{' '}
        pushed, {contact}. Nobody changes until you confirm.
      </>
    );
  }
  return (
    <>
      SCIM is installed with {providerName}. <To query="true" n={linked ?? 0} /> users linked, <To query="false" n={unlinked ?? 0} />{' '}
      Unlinked
      {pending > 0 && <>, {count(pending, 'membership')} of people who are not pushed yet</>}, {contact}.
    </>
  );
}

const To = ({ query, n }: { query: string; n: number }) => (
  <Anchor component={Link} href={`/users?linked=${query}`} className="link">
    {number(n)}
  </Anchor>
);
