import { Button, Group, Modal, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { BodyOf, Preview } from '../../../api/contract.ts';
import { call } from '../../client.ts';
import { Outcomes } from '../../parts/outcomes.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { useChange } from '../../queries.ts';
import { count } from '../../words/numbers.ts';

/** A change to what groups give: what it is, how it is asked about, and how it is made. */
export interface Proposal {
  title: string;
  change: BodyOf<'previewMappings'>;
  apply: () => Promise<unknown>;
}

/** I5: the effect, by name, before it happens. */
export function ProposedChange({ proposal, onClose }: { proposal: Proposal | null; onClose: () => void }) {
  return (
    <Modal opened={proposal !== null} onClose={onClose} title={proposal?.title} size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      {proposal && <Effect proposal={proposal} onClose={onClose} />}
    </Modal>
  );
}

function Effect({ proposal, onClose }: { proposal: Proposal; onClose: () => void }) {
  const { data, error } = useQuery({
    queryKey: ['preview', proposal.change],
    queryFn: () => call('previewMappings', 'POST /mappings/preview', { body: proposal.change }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const apply = useChange((one: Proposal) => one.apply());
  if (error) return <Refusal error={error} />;
  if (!data) return <Skeleton h={140} />;
  const people = peopleIn(data);
  return (
    <Stack>
      <Outcomes preview={data} />
      <Refusal error={apply.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Change nothing
        </Button>
        <Button loading={apply.isPending} onClick={() => apply.mutate(proposal, { onSuccess: onClose })}>
          {people === 0 ? 'Confirm' : `Confirm and update ${count(people, 'user')}`}
        </Button>
      </Group>
    </Stack>
  );
}

const peopleIn = ({ problems, ...lists }: Preview): number =>
  new Set(Object.values(lists).flatMap(({ users }) => users.map(({ id }) => id))).size;
