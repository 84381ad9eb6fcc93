import { Stack } from '@mantine/core';
import type { ScimStatus } from '../../../api/contract.ts';
import { Section } from '../../parts/section.tsx';
import { Mappings } from './mappings.tsx';
import { OnCallGroups } from './on-call-groups.tsx';

/** Step 2, and afterwards: which group gives what. Once SCIM is installed each change is shown before it is made. */
export function Map({ scim }: { scim: ScimStatus }) {
  const installed = scim.state === 'installed';
  return (
    <Section
      title={installed ? 'Mappings' : '2. Map groups to roles'}
      what="A linked user has the highest role that any of their groups gives, else Standard. At least one group must give Owner."
    >
      <Stack gap="xl">
        <Mappings installed={installed} />
        <OnCallGroups installed={installed} />
      </Stack>
    </Section>
  );
}
