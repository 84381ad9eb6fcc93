import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../client.ts';
import { Refusal } from '../../parts/refusal.tsx';
import { useChange, useOnCallGroups } from '../../queries.ts';
import { useMay } from '../../shell/me.tsx';
import { count } from '../../words/numbers.ts';
import { GroupPicker } from './group-picker.tsx';
import { type Proposal, ProposedChange } from './proposed-change.tsx';

/** S2: whose members get an on-call seat. */
export function OnCallGroups({ installed }: { installed: boolean }) {
  const { data, error } = useOnCallGroups();
  const may = useMay('manage_security_settings');
  const [group, setGroup] = useState<string | null>(null);
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const change = useChange((one: Proposal) => one.apply());
  const propose = (one: Proposal) => (installed ? setProposal(one) : change.mutate(one));
  const add = (id: string) =>
    propose({
      title: 'Have the group give on-call seats',
      change: { addOnCall: [id] },
      apply: async () => {
        await call('addOnCallGroup', 'POST /on-call-groups', { body: { group: id } });
        setGroup(null);
      },
    });
  return (
    <div>
      <Title order={3} size="h5">
        Groups that give on-call seats
      </Title>
      <Text size="sm" className="soft">
        Whoever leaves such a group keeps the seat until it is revoked by hand.
      </Text>
      <Refusal error={error} />
      {data?.items.map(({ id, group: name, members }) => (
        <Group key={id} justify="space-between" py={6} style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {name} ({count(members, 'member')})
          </Text>
          {may && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`Remove the on-call group ${name}`}
              onClick={() =>
                propose({
                  title: `Have ${name} give no more on-call seats`,
                  change: { removeOnCall: [id] },
                  apply: () => call('removeOnCallGroup', 'DELETE /on-call-groups/:id', { params: { id } }),
                })
              }
            >
              Remove
            </Button>
          )}
        </Group>
      ))}
      {may && (
        <Group align="flex-end" mt="xs">
          <GroupPicker label="Group for on-call seats" value={group} onChange={setGroup} />
          <Button variant="default" disabled={!group} loading={change.isPending} onClick={() => group && add(group)}>
            Add on-call group
          </Button>
        </Group>
      )}
      <Refusal error={change.error} />
      <ProposedChange proposal={proposal} onClose={() => setProposal(null)} />
    </div>
  );
}
