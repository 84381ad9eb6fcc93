import { Button, Checkbox, Group, List, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StoredPreview } from '../../../api/contract.ts';
import { call } from '../../client.ts';
import { Outcomes } from '../../parts/outcomes.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { Rule } from '../../parts/rule.tsx';
import { Section } from '../../parts/section.tsx';
import { useChange, useMappings, useOnCallGroups } from '../../queries.ts';
import { useMay } from '../../shell/me.tsx';
import { count } from '../../words/numbers.ts';

/** Step 3: what confirming would do, by name; and confirming exactly that (I4 to I6). */
export function PreviewAndConfirm() {
  const may = useMay('manage_security_settings');
  const now = JSON.stringify([useMappings().data, useOnCallGroups().data]);
  const preview = useChange(async (madeWith: string) => ({ madeWith, ...(await call('previewConfirm', 'POST /scim/preview')) }));
  if (!may) return null;
  return (
    <Section
      title="3. Preview and confirm"
      what="See who is created, linked, promoted, downgraded and left Unlinked. Nothing changes by looking."
    >
      <Stack align="stretch">
        <Group>
          <Button variant={preview.data ? 'default' : 'filled'} loading={preview.isPending} onClick={() => preview.mutate(now)}>
            {preview.data ? 'Preview again' : 'Preview'}
          </Button>
        </Group>
        <Refusal error={preview.error} />
        {preview.data && preview.data.madeWith !== now && (
          <Text size="sm">The mappings have changed since: preview again before you confirm.</Text>
        )}
        {preview.data?.madeWith === now && <Previewed key={preview.data.id} preview={preview.data} />}
      </Stack>
    </Section>
  );
}

function Previewed({ preview }: { preview: StoredPreview }) {
  const [knows, setKnows] = useState(false);
  const queries = useQueryClient();
  const confirm = useChange(async () => {
    const body = { previewId: preview.id, acknowledgeLockout: knows };
    // Its progress is followed from the first answer on, however soon it ends.
    queries.setQueryData(['scim', 'status'], await call('confirmScim', 'POST /scim/confirm', { body }));
  });
  const left = preview.problems.filter(({ about }) => about !== 'lockout');
  return (
    <Stack>
      <Outcomes preview={preview} />
      {left.length > 0 && (
        <div>
          <Text fw={600}>Left to do before you can confirm</Text>
          <List size="sm">
            {left.map(({ rule, text }) => (
              <List.Item key={text}>
                {text}: map a group with an active member to Owner, above. <Rule id={rule} />
              </List.Item>
            ))}
          </List>
        </div>
      )}
      {preview.locksOut && left.length === 0 && (
        <Checkbox
          checked={knows}
          onChange={({ currentTarget }) => setKnows(currentTarget.checked)}
          label="I know that I lose the permission to manage security settings, and with it these pages (I4)"
        />
      )}
      <Group>
        <Button
          disabled={left.length > 0 || (preview.locksOut && !knows)}
          loading={confirm.isPending}
          onClick={() => confirm.mutate(undefined)}
        >
          {preview.people === 0 ? 'Confirm' : `Confirm and update ${count(preview.people, 'user')}`}
        </Button>
      </Group>
      <Refusal error={confirm.error} />
    </Stack>
  );
}
