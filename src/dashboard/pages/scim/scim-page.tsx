import { Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { Page } from '../../parts/page.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { useScim } from '../../queries.ts';
import { ChooseIdp } from './choose-idp.tsx';
import { Connect } from './connect.tsx';
import { Installed } from './installed.tsx';
import { Map } from './map.tsx';
import { PreviewAndConfirm } from './preview-and-confirm.tsx';
import { ScimState } from './scim-state.tsx';
import { Uninstall } from './uninstall.tsx';

/** The whole walk: connect, map, preview, confirm; and afterwards what stands. */
export function ScimPage() {
  const { data: scim, error } = useScim();
  const [token, setToken] = useState<string | null>(null); // shown this once: it is nowhere else
  if (!scim)
    return (
      <Page title="SCIM" state={error ? 'Where SCIM stands isn’t known.' : null}>
        {error ? <Refusal error={error} /> : <Skeleton h={200} />}
      </Page>
    );
  return (
    <Page title="SCIM" state={<ScimState scim={scim} />}>
      {scim.state === 'not_installed' && <ChooseIdp onConnected={setToken} />}
      {(scim.state === 'connecting' || scim.state === 'mapping') && (
        <Stack>
          <Connect scim={scim} token={token} />
          <Map scim={scim} />
          <PreviewAndConfirm />
          <Uninstall scim={scim} />
        </Stack>
      )}
      {scim.state === 'installed' && <Installed scim={scim} />}
    </Page>
  );
}
