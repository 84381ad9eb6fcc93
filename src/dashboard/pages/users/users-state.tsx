import { Anchor, Skeleton } from '@mantine/core';
import { Link } from 'wouter';
import { useScim, useUserCounts } from '../../queries.ts';
import { number } from '../../words/numbers.ts';

/** One sentence; each number in it leads to the list behind it. */
export function UsersState() {
  const { data } = useUserCounts();
  const scim = useScim().data;
  if (!data) return <Skeleton h={20} w="min(32rem, 90%)" />;
  const { active, deactivated, owners, seats, unlinked } = data;
  return (
    <>
      <To query="?status=active" n={active} /> active {active === 1 ? 'user' : 'users'},{' '}
      <To query="?status=active&baseRole=owner" n={owners} /> of them {owners === 1 ? 'an owner' : 'owners'},{' '}
      <To query="?seat=on_call" n={seats.on_call} /> with an on-call seat; <To query="?status=deactivated" n={deactivated} /> deactivated.{' '}
      {unlinked === null ? (
        scim && (
          <>
            <ScimWord state={scim.state} />.
          </>
        )
      ) : (
        <>
          <To query="?linked=false" n={unlinked} /> Unlinked.
        </>
      )}
    </>
  );
}

function To({ query, n }: { query: string; n: number }) {
  return (
    <Anchor component={Link} href={`/users${query}`} className="link">
      {number(n)}
    </Anchor>
  );
}

function ScimWord({ state }: { state: string }) {
  return (
    <Anchor component={Link} href="/settings/scim" className="link">
      {state === 'not_installed' ? 'SCIM is not installed' : 'SCIM is being installed'}
    </Anchor>
  );
}
