import { Group, List, Loader, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ScimStatus } from '../../../api/contract.ts';
import { CopyField } from '../../parts/copy-field.tsx';
import { Section } from '../../parts/section.tsx';
import { When } from '../../parts/when.tsx';
import { useProviders } from '../../queries.ts';
import { count } from '../../words/numbers.ts';
import { TokenOnce } from './token-once.tsx';
import { Tokens } from './tokens.tsx';

/** Step 1: the IdP's own steps, with the address and the token to paste, and what has arrived so far. */
export function Connect({ scim, token }: { scim: ScimStatus; token: string | null }) {
  const provider = useProviders().data?.providers.find(({ id }) => id === scim.provider);
  return (
    <Section title={`1. Connect ${scim.providerName ?? 'your IdP'}`} what={<Arrived scim={scim} />}>
      <List type="ordered" size="sm" spacing="xs" pr="md">
        {provider?.steps.map((step) => (
          <List.Item key={step.text}>
            {step.text}
            {step.copy && <CopyField {...step.copy} />}
            {step.token && token && <TokenOnce token={token} />}
            {step.token && !token && (
              <Text size="sm" className="soft">
                The token was shown once. If it is lost, create another below.
              </Text>
            )}
          </List.Item>
        ))}
      </List>
      {!token && (
        <Stack mt="md">
          <Tokens />
        </Stack>
      )}
    </Section>
  );
}

function Arrived({ scim: { state, users, groups, lastContactAt } }: { scim: ScimStatus }) {
  return (
    <Group gap={8} role="status" wrap="nowrap">
      {state === 'connecting' ? <Loader size={14} aria-hidden /> : <IconCircleCheck size={16} aria-hidden />}
      <span>
        {state === 'connecting'
          ? 'Waiting for the first push.'
          : `${count(users, 'person', 'people')} and ${count(groups, 'group')} have arrived.`}
        {lastContactAt && (
          <>
            {' '}
            Last contact <When at={lastContactAt} />.
          </>
        )}
      </span>
    </Group>
  );
}
