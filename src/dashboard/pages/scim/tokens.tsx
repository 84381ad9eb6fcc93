import { Button, Group, Skeleton, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../client.ts';
import { Refusal } from '../../parts/refusal.tsx';
import { When } from '../../parts/when.tsx';
import { useChange, useTokens } from '../../queries.ts';
import { useMay } from '../../shell/me.tsx';
import { TokenOnce } from './token-once.tsx';

/** Live tokens, a further one, and revoking: how a token is rotated. */
export function Tokens() {
  const may = useMay('manage_security_settings');
  return may ? <Live /> : <Text size="sm">Tokens are for those who may manage security settings.</Text>;
}

function Live() {
  const { data, error } = useTokens();
  const [name, setName] = useState('');
  const create = useChange((called: string) => call('createToken', 'POST /scim/tokens', { body: { name: called } }));
  const revoke = useChange((id: string) => call('revokeToken', 'DELETE /scim/tokens/:id', { params: { id } }));
  if (error) return <Refusal error={error} />;
  if (!data) return <Skeleton h={80} />;
  const live = data.items.filter(({ revokedAt }) => !revokedAt);
  return (
    <div>
      <Table.ScrollContainer minWidth={420}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Token</Table.Th>
              <Table.Th>Begins with</Table.Th>
              <Table.Th>Created</Table.Th>
              <Table.Th>
                <span className="visually-hidden">Change</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {live.map((token) => (
              <Table.Tr key={token.id}>
                <Table.Td>{token.name}</Table.Td>
                <Table.Td className="secret">{token.prefix}…</Table.Td>
                <Table.Td>
                  <When at={token.createdAt} />
                </Table.Td>
                <Table.Td ta="right">
                  <Button variant="default" size="compact-sm" disabled={revoke.isPending} onClick={() => revoke.mutate(token.id)}>
                    Revoke {token.name}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group align="flex-end" mt="xs">
        <TextInput
          label="Name of a further token"
          placeholder="Rotation in May"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={!name.trim()}
          loading={create.isPending}
          onClick={() => create.mutate(name, { onSuccess: () => setName('') })}
        >
          Create token
        </Button>
      </Group>
      {create.data && <TokenOnce token={create.data.token} />}
      <Refusal error={create.error ?? revoke.error} />
    </div>
  );
}
