import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { User } from '../../../api/contract.ts';
import { call } from '../../client.ts';
import { ChangeList } from '../../parts/change-list.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { useChange, useCustomRoles } from '../../queries.ts';
import { useMay } from '../../shell/me.tsx';
import { roleTitle, seatTitle } from '../../words/summary.ts';

/** What may be changed by hand, by whoever may. What a rule refuses is shown with its way out. */
export function ChangeByHand({ user }: { user: User }) {
  const roles = useMay('manage_permissions');
  const seats = useMay('manage_seats');
  if (!roles && !seats) {
    return (
      <Text size="sm">You may look, not change. An owner or an admin can give you a role with manage_permissions or manage_seats.</Text>
    );
  }
  return (
    <Stack gap="lg">
      {roles && <RoleByHand user={user} />}
      {seats && <SeatsByHand user={user} />}
      {roles && <StatusByHand user={user} />}
    </Stack>
  );
}

/** What came of it, in a sentence. */
const tell = (message: string) => notifications.show({ message });

function RoleByHand({ user }: { user: User }) {
  const custom = useCustomRoles().data?.items ?? [];
  const [role, setRole] = useState<string | null>(null);
  const change = useChange((chosen: string) =>
    call('setRole', 'POST /users/:id/role', { params: { id: user.id }, body: { role: chosen } }),
  );
  const base = ['standard', 'admin', 'owner'].map((value) => ({ value, label: roleTitle(value) }));
  const data = [
    { group: 'Base role', items: base },
    ...(custom.length > 0 ? [{ group: 'Custom role, added', items: custom.map(({ name }) => name) }] : []),
  ];
  const isBase = base.some(({ value }) => value === role);
  const done = (after: User) => {
    tell(`${after.name} is ${[roleTitle(after.baseRole), ...after.customRoles].join(', ')} now`);
    setRole(null);
  };
  return (
    <div>
      <Select label="Role" placeholder={roleTitle(user.baseRole)} data={data} value={role} onChange={setRole} allowDeselect={false} />
      {role && role !== user.baseRole && (
        <Group justify="space-between" mt="xs">
          <ChangeList
            steps={[{ what: isBase ? 'Role' : 'Custom role', before: isBase ? roleTitle(user.baseRole) : null, after: roleTitle(role) }]}
          />
          <Button size="xs" loading={change.isPending} onClick={() => change.mutate(role, { onSuccess: done })}>
            {isBase ? `Make ${user.name} ${roleTitle(role)}` : `Add ${role}`}
          </Button>
        </Group>
      )}
      <Refusal error={change.error} />
    </div>
  );
}

function SeatsByHand({ user }: { user: User }) {
  const change = useChange((body: { seat: 'on_call' | 'responder'; action: 'grant' | 'revoke' }) =>
    call('changeSeat', 'POST /users/:id/seats', { params: { id: user.id }, body }),
  );
  const button = (seat: 'on_call' | 'responder', name: string) => {
    const action = user.seats.includes(seat) ? 'revoke' : 'grant';
    return (
      <Button
        variant="default"
        size="xs"
        disabled={change.isPending}
        onClick={() =>
          change.mutate({ seat, action }, { onSuccess: ({ seats }) => tell(`${user.name} holds ${seats.map(seatTitle).join(', ')} now`) })
        }
      >
        {action === 'grant' ? `Grant the ${name} seat` : `Revoke the ${name} seat`}
      </Button>
    );
  };
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        Seats
      </Text>
      <Group gap="xs">
        {button('on_call', 'on-call')}
        {button('responder', 'responder')}
      </Group>
      <Refusal error={change.error} />
    </div>
  );
}

function StatusByHand({ user }: { user: User }) {
  const change = useChange((status: 'active' | 'deactivated') =>
    call('changeStatus', 'POST /users/:id/status', { params: { id: user.id }, body: { status } }),
  );
  const active = user.status === 'active';
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        Status
      </Text>
      <Button
        variant="default"
        size="xs"
        {...(active ? { c: 'red' } : {})}
        disabled={change.isPending}
        onClick={() => change.mutate(active ? 'deactivated' : 'active')}
      >
        {active ? `Deactivate ${user.name}` : `Activate ${user.name}`}
      </Button>
      <Refusal error={change.error} />
    </div>
  );
}
