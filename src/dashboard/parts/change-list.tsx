import { Text } from '@mantine/core';
import type { Step } from '../words/summary.ts';

/** Before -> after, wherever a change is shown: previews, the audit, a user's timeline. */
export function ChangeList({ steps }: { steps: Step[] }) {
  return (
    <div>
      {steps.map(({ what, before, after }) => (
        <Text key={what} size="sm" style={{ overflowWrap: 'anywhere' }}>
          <span className="soft">{what}: </span>
          {before !== null && (
            <>
              <span className="soft">{before}</span>
              <span className="soft" aria-hidden>
                {' → '}
              </span>
              <span className="visually-hidden"> becomes </span>
            </>
          )}
          <strong style={{ fontWeight: 600 }}>{after ?? 'none'}</strong>
        </Text>
      ))}
    </div>
  );
}
