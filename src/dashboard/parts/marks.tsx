import { Badge, Group } from '@mantine/core';
import { IconCircleFilled, IconCircleOff, IconLink, IconLinkOff, IconShield } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { User } from '../../api/contract.ts';
import { seatTitle } from '../words/summary.ts';

/** A mark is an icon, a word and a colour, never colour alone. */
function Mark({ icon, color, children }: { icon: ReactNode; color: string; children: string }) {
  return (
    <Badge
      variant="default"
      miw="max-content"
      tt="none"
      fw={500}
      radius="sm"
      leftSection={<span style={{ color, display: 'flex' }}>{icon}</span>}
    >
      {children}
    </Badge>
  );
}

const size = 12;

export const StatusMark = ({ status }: Pick<User, 'status'>) =>
  status === 'active' ? (
    <Mark icon={<IconCircleFilled size={9} aria-hidden />} color="var(--mantine-color-green-6)">
      Active
    </Mark>
  ) : (
    <Mark icon={<IconCircleOff size={size} aria-hidden />} color="var(--mantine-color-gray-6)">
      Deactivated
    </Mark>
  );

export const UnlinkedMark = () => (
  <Mark icon={<IconLinkOff size={size} aria-hidden />} color="var(--mantine-color-orange-6)">
    Unlinked
  </Mark>
);

const LinkedMark = () => (
  <Mark icon={<IconLink size={size} aria-hidden />} color="var(--mantine-color-teal-6)">
    Linked
  </Mark>
);

export const RetainedMark = () => (
  <Mark icon={<IconShield size={size} aria-hidden />} color="var(--mantine-color-violet-5)">
    Retained owner
  </Mark>
);

/** Everything that is said of a user at a glance. `linked` shows the usual state too. */
export function Marks({ user, linked = false }: { user: User; linked?: boolean }) {
  return (
    <Group gap={6}>
      <StatusMark status={user.status} />
      {user.linked === false && <UnlinkedMark />}
      {linked && user.linked === true && <LinkedMark />}
      {user.retained && <RetainedMark />}
    </Group>
  );
}

export const Seats = ({ seats }: Pick<User, 'seats'>) =>
  seats.length === 0 ? <span className="soft">none</span> : <>{seats.map(seatTitle).join(', ')}</>;
