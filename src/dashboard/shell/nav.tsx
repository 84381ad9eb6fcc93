import { NavLink, Text } from '@mantine/core';
import { IconHistory, IconPlugConnected, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useMay, useSignedIn } from './me.tsx';

/** What someone may not see isn't in the menu. */
export function Nav({ onGo }: { onGo: () => void }) {
  const audit = useMay('view_audit_log');
  const { user, organization } = useSignedIn();
  const icon = { size: 18, stroke: 1.6, 'aria-hidden': true };
  return (
    <>
      <Text size="sm" px="sm" mb="xs" hiddenFrom="xs">
        {user?.name}, {organization.name}
      </Text>
      <Go to="/users" label="Users" icon={<IconUsers {...icon} />} onGo={onGo} />
      <Go to="/groups" label="Groups" icon={<IconUsersGroup {...icon} />} onGo={onGo} />
      {audit && <Go to="/audit" label="Audit" icon={<IconHistory {...icon} />} onGo={onGo} />}
      <Text size="xs" className="soft" mt="md" mb={4} px="sm">
        Settings
      </Text>
      <Go to="/settings/scim" label="SCIM" icon={<IconPlugConnected {...icon} />} onGo={onGo} />
    </>
  );
}

function Go({ to, label, icon, onGo }: { to: string; label: string; icon: ReactNode; onGo: () => void }) {
  const [at] = useLocation();
  const here = at === to || at.startsWith(`${to}/`);
  return (
    <NavLink
      component={Link}
      href={to}
      label={label}
      leftSection={icon}
      active={here}
      variant="light"
      onClick={onGo}
      style={{ borderRadius: 6 }}
      {...(here ? { 'aria-current': 'page' as const } : {})}
    />
  );
}
