import { Stack } from '@mantine/core';
import type { ScimStatus } from '../../../api/contract.ts';
import { CopyField } from '../../parts/copy-field.tsx';
import { Section } from '../../parts/section.tsx';
import { BringingInLine } from './bringing-in-line.tsx';
import { Map } from './map.tsx';
import { Tokens } from './tokens.tsx';
import { Uninstall } from './uninstall.tsx';

export function Installed({ scim }: { scim: ScimStatus }) {
  return (
    <Stack>
      <BringingInLine />
      <Map scim={scim} />
      <Section title="Endpoint and tokens" what="Create a further token, paste it into the IdP, then revoke the old one.">
        <CopyField label="SCIM base URL" value={scim.baseUrl} />
        <Tokens />
      </Section>
      <Uninstall scim={scim} />
    </Stack>
  );
}
