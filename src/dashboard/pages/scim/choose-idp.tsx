import { Anchor, Button, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../client.ts';
import { Refusal } from '../../parts/refusal.tsx';
import { Rule } from '../../parts/rule.tsx';
import { Section } from '../../parts/section.tsx';
import { useChange, useProviders } from '../../queries.ts';
import { useMay } from '../../shell/me.tsx';

/** I2: which IdP it is to be. One that isn't supported is told whom to write to. */
export function ChooseIdp({ onConnected }: { onConnected: (token: string) => void }) {
  const { data, error } = useProviders();
  const may = useMay('manage_security_settings');
  const [id, setId] = useState<string | null>(null);
  const connect = useChange(
    (provider: string) => call('connectScim', 'POST /scim/connect', { body: { provider } }),
    ({ token }) => onConnected(token),
  );
  if (error) return <Refusal error={error} />;
  if (!data) return <Skeleton h={160} />;
  const chosen = data.providers.find((one) => one.id === id);
  const not = data.notSupported.find((one) => one.id === id);
  return (
    <Section
      title="Install SCIM"
      what="Your IdP then pushes people and groups here, and the groups give roles and on-call seats. Nobody changes until you have seen a preview and confirmed it."
    >
      <Stack align="flex-start">
        <Select
          label="Your IdP"
          placeholder="Choose it"
          searchable
          w="min(24rem, 100%)"
          value={id}
          onChange={setId}
          data={[...data.providers, ...data.notSupported].map(({ id: value, name }) => ({ value, label: name }))}
        />
        {not && (
          <Text size="sm" role="status">
            {not.answer}{' '}
            {not.supportEmail ? (
              <>
                Write to{' '}
                <Anchor className="link" href={`mailto:${not.supportEmail}`}>
                  {not.supportEmail}
                </Anchor>
                .
              </>
            ) : (
              'Ask whoever runs this installation.'
            )}{' '}
            <Rule id="I2" />
          </Text>
        )}
        {may ? (
          <Button disabled={!chosen} loading={connect.isPending} onClick={() => chosen && connect.mutate(chosen.id)}>
            {chosen ? `Install SCIM with ${chosen.name}` : 'Install SCIM'}
          </Button>
        ) : (
          <Text size="sm">
            Installing needs an owner, or a role with manage_security_settings. <Rule id="I1" />
          </Text>
        )}
        <Refusal error={connect.error} />
      </Stack>
    </Section>
  );
}
