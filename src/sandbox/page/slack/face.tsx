import { Avatar, Badge, Group } from '@mantine/core';
import { IconRobot } from '@tabler/icons-react';
import type { Person, WorkspaceView } from '../../control/contract.ts';

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

/** A person's square, in their colour. */
export function Face({ person, size = 36 }: { readonly person: Person | undefined; readonly size?: number }) {
  if (person === undefined || person.kind !== 'human') {
    return (
      <Avatar size={size} radius="sm" color="teal" variant="filled" alt="">
        <IconRobot size={size * 0.6} />
      </Avatar>
    );
  }
  return (
    <Avatar
      size={size}
      radius="sm"
      alt=""
      styles={{ placeholder: { background: person.deleted ? '#6b6b6b' : `#${person.color}`, color: '#fff' } }}
    >
      {initials(person.realName)}
    </Avatar>
  );
}

const roleNames: Readonly<Record<Person['role'], string>> = { primary_owner: 'Primary owner', owner: 'Owner', admin: 'Admin', member: '' };

/** What sets this person apart, in words. */
export function marksOf(view: WorkspaceView, person: Person): readonly string[] {
  const marks = [
    person.deleted ? 'Deactivated' : '',
    person.kind === 'human' ? '' : 'App',
    person.teamId !== view.team.id && person.kind === 'human' ? view.partner.name : '',
    person.guest === 'multi' ? 'Guest' : person.guest === 'single' ? 'Guest of one channel' : '',
    roleNames[person.role],
  ];
  return marks.filter((mark) => mark !== '');
}

/** The same as small badges. */
export const Marks = ({ view, person }: { readonly view: WorkspaceView; readonly person: Person }) => (
  <Group gap={4} wrap="nowrap">
    {marksOf(view, person).map((mark) => (
      <Badge key={mark} size="xs" variant={mark === 'Deactivated' ? 'light' : 'outline'} color="gray" tt="none" style={{ flexShrink: 0 }}>
        {mark}
      </Badge>
    ))}
  </Group>
);
