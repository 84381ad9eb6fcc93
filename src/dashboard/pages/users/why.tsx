import { Stack, Text } from '@mantine/core';
import type { Reason } from '../../../api/contract.ts';
import { Rule } from '../../parts/rule.tsx';
import { When } from '../../parts/when.tsx';
import { causeTitle } from '../../words/actions.ts';

const about: Record<Reason['about'], string> = { status: 'Status', role: 'Role', custom_role: 'Custom role', seats: 'Seats', link: 'Link' };

/** X2: each thing that they hold, why, and the fact behind it. */
export function Why({ reasons }: { reasons: Reason[] }) {
  return (
    <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {reasons.map((reason) => (
        <li key={`${reason.about} ${reason.rule} ${reason.text}`}>
          <Text size="xs" className="soft">
            {about[reason.about]}
          </Text>
          <Text size="sm">
            {reason.text} <Rule id={reason.rule} />
          </Text>
          {reason.source && (
            <Text size="xs" className="soft" component="div" style={{ overflowWrap: 'anywhere' }}>
              From {causeTitle(reason.source.type)}, <When at={reason.source.at} />
            </Text>
          )}
        </li>
      ))}
    </Stack>
  );
}
