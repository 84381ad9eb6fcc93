import { Button, Group, Select, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../client.ts';
import { Refusal } from '../../parts/refusal.tsx';
import { useChange, useCustomRoles, useMappings } from '../../queries.ts';
import { useMay } from '../../shell/me.tsx';
import { number } from '../../words/numbers.ts';
import { roleTitle } from '../../words/summary.ts';
import { GroupPicker } from './group-picker.tsx';
import { type Proposal, ProposedChange } from './proposed-change.tsx';

export function Mappings({ installed }: { installed: boolean }) {
  const { data, error } = useMappings();
  const may = useMay('manage_security_settings');
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const change = useChange((one: Proposal) => one.apply());
  const propose = (one: Proposal) => (installed ? setProposal(one) : change.mutate(one));
  const items = data?.items ?? [];
  return (
    <div>
      <Title order={3} size="h5">
        Groups that give roles
      </Title>
      <Refusal error={error} />
      {data && items.length === 0 && (
        <Text size="sm" className="soft" my="xs">
          No group gives a role yet. Begin with the group whose members are to be owners.
        </Text>
      )}
      {items.length > 0 && (
        <Table.ScrollContainer minWidth={380}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Group</Table.Th>
                <Table.Th ta="right">Members</Table.Th>
                <Table.Th>Gives</Table.Th>
                <Table.Th>
                  <span className="visually-hidden">Change</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map(({ id, group, members, role }) => (
                <Table.Tr key={id}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{group}</Table.Td>
                  <Table.Td ta="right">{number(members)}</Table.Td>
                  <Table.Td>{roleTitle(role)}</Table.Td>
                  <Table.Td ta="right">
                    {may && (
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={`Remove the mapping of ${group} to ${roleTitle(role)}`}
                        onClick={() =>
                          propose({
                            title: `Take ${roleTitle(role)} from ${group}`,
                            change: { remove: [id] },
                            apply: () => call('removeMapping', 'DELETE /mappings/:id', { params: { id } }),
                          })
                        }
                      >
                        Remove
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {may && <AddMapping busy={change.isPending} onPropose={propose} />}
      <Refusal error={change.error} />
      <ProposedChange proposal={proposal} onClose={() => setProposal(null)} />
    </div>
  );
}

function AddMapping({ busy, onPropose }: { busy: boolean; onPropose: (proposal: Proposal) => void }) {
  const custom = useCustomRoles().data?.items ?? [];
  const [group, setGroup] = useState<string | null>(null);
  const [role, setRole] = useState<string | null>('owner');
  const roles = ['owner', 'admin', 'standard'].map((value) => ({ value, label: roleTitle(value) }));
  const add = () => {
    if (!group || !role) return;
    const body = { group, role };
    onPropose({
      title: `Map the group to ${roleTitle(role)}`,
      change: { add: [body] },
      apply: async () => {
        await call('addMapping', 'POST /mappings', { body });
        setGroup(null);
      },
    });
  };
  return (
    <Group align="flex-end" mt="xs">
      <GroupPicker label="Group" value={group} onChange={setGroup} />
      <Select
        label="Gives the role"
        w={180}
        data={[...roles, ...custom.map(({ name }) => name)]}
        value={role}
        onChange={setRole}
        allowDeselect={false}
      />
      <Button variant="default" disabled={!group || !role} loading={busy} onClick={add}>
        Add mapping
      </Button>
    </Group>
  );
}
