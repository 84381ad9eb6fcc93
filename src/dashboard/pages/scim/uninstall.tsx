import { Button, Group, List, Modal, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ScimStatus } from '../../../api/contract.ts';
import { call } from '../../client.ts';
import { Refusal } from '../../parts/refusal.tsx';
import { Section } from '../../parts/section.tsx';
import { useChange } from '../../queries.ts';
import { useMay } from '../../shell/me.tsx';
import { count } from '../../words/numbers.ts';

/** I8: what it does is named before it is done. While connecting or mapping it cancels. */
export function Uninstall({ scim }: { scim: ScimStatus }) {
  const may = useMay('manage_security_settings');
  const [open, { open: show, close }] = useDisclosure();
  const uninstall = useChange(() => call('uninstallScim', 'POST /scim/uninstall'));
  if (!may) return null;
  const installed = scim.state === 'installed';
  const name = installed ? 'Uninstall SCIM' : 'Cancel installing';
  return (
    <Section
      title={name}
      what={installed ? 'Every user stays exactly as they are, and roles are given by hand again.' : 'Nobody has changed, and nobody will.'}
    >
      <Button variant={installed ? 'outline' : 'default'} {...(installed ? { color: 'red' } : {})} onClick={show}>
        {name}
      </Button>
      <Modal opened={open} onClose={close} title={name} size="md" closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack>
          <List size="sm" spacing={4}>
            <List.Item>Every token stops working at once: the IdP can push nothing more.</List.Item>
            <List.Item>The mappings and on-call groups are gone.</List.Item>
            {installed && (
              <List.Item>
                {count((scim.linked ?? 0) + (scim.unlinked ?? 0), 'user')} keep status, role and seats as they are now; nobody is Unlinked
                any more.
              </List.Item>
            )}
            {installed && <List.Item>Roles and seats can be changed by hand again.</List.Item>}
          </List>
          <Refusal error={uninstall.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {installed ? 'Keep SCIM' : 'Go on installing'}
            </Button>
            <Button
              {...(installed ? { color: 'red' } : {})}
              loading={uninstall.isPending}
              onClick={() => uninstall.mutate(undefined, { onSuccess: close })}
            >
              {name}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Section>
  );
}
