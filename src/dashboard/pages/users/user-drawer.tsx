import { Drawer, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { UserDetails } from '../../../api/contract.ts';
import { AuditList } from '../../parts/audit-list.tsx';
import { CopyField } from '../../parts/copy-field.tsx';
import { Marks, Seats } from '../../parts/marks.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { When } from '../../parts/when.tsx';
import { useUser } from '../../queries.ts';
import { useMay } from '../../shell/me.tsx';
import { roleTitle } from '../../words/summary.ts';
import { ChangeByHand } from './change-by-hand.tsx';
import { Why } from './why.tsx';

/** One person, beside the list, at an address of their own. */
export function UserDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  return (
    <Drawer opened={id !== null} onClose={onClose} position="right" size="lg" title="User" closeButtonProps={{ 'aria-label': 'Close' }}>
      {id && <Body id={id} />}
    </Drawer>
  );
}

function Body({ id }: { id: string }) {
  const { data: user, error, isPending } = useUser(id);
  const audit = useMay('view_audit_log');
  if (isPending) return <Loading />;
  if (error) return <Refusal error={error} />;
  return (
    <Stack>
      <Held user={user} />
      <Tabs defaultValue="why" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="why">Why</Tabs.Tab>
          {audit && <Tabs.Tab value="timeline">Timeline</Tabs.Tab>}
          <Tabs.Tab value="change">Change</Tabs.Tab>
          <Tabs.Tab value="ids">Ids</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="why" pt="sm">
          <Why reasons={user.why} />
        </Tabs.Panel>
        <Tabs.Panel value="timeline" pt="sm">
          <AuditList user={id} />
        </Tabs.Panel>
        <Tabs.Panel value="change" pt="sm">
          <ChangeByHand user={user} />
        </Tabs.Panel>
        <Tabs.Panel value="ids" pt="sm">
          <Ids user={user} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

const Loading = () => (
  <Stack>
    <Skeleton h={28} w="60%" />
    <Skeleton h={80} />
    <Skeleton h={160} />
  </Stack>
);

function Held({ user }: { user: UserDetails }) {
  return (
    <Stack gap={6}>
      <Text size="xl" fw={600} lh={1.2} component="h2" m={0}>
        {user.name}
      </Text>
      <Text className="soft" size="sm" style={{ overflowWrap: 'anywhere' }}>
        {[user.email, user.title].filter(Boolean).join(' · ') || 'no email'}
      </Text>
      <Marks user={user} linked />
      <Fact name="Role">{[roleTitle(user.baseRole), ...user.customRoles].join(', ')}</Fact>
      <Fact name="Seats">
        <Seats seats={user.seats} />
      </Fact>
      <Fact name="User since">
        <When at={user.createdAt} />
      </Fact>
    </Stack>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <Text size="sm" component="div">
    <span className="soft">{name}: </span>
    {children}
  </Text>
);

const Ids = ({ user }: { user: UserDetails }) => (
  <Stack gap="xs">
    <CopyField label="User" value={user.id} />
    {user.slackUserId ? (
      <CopyField label="Slack account" value={user.slackUserId} />
    ) : (
      <Text size="sm" className="soft">
        No Slack account.
      </Text>
    )}
    {user.scimUserId ? (
      <CopyField label="SCIM user" value={user.scimUserId} />
    ) : (
      <Text size="sm" className="soft">
        No SCIM user.
      </Text>
    )}
  </Stack>
);
