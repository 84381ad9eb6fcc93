import { Alert, Anchor } from '@mantine/core';
import { When } from '../parts/when.tsx';
import { useSignedIn } from './me.tsx';

/** Says on every page that nothing comes from Slack any more, and what to do. */
export function SlackStopped() {
  const { stopped, stoppedAt, installPath } = useSignedIn().slack;
  if (!stopped) return null;
  return (
    <Alert color="red" variant="light" mb="md" title="Slack is not connected">
      {stopped[0]?.toUpperCase()}
      {stopped.slice(1)}
      {stoppedAt && (
        <>
          , <When at={stoppedAt} />
        </>
      )}
      . Users stay as they are; joins and deactivations in Slack are not seen until it is connected again.{' '}
      {installPath ? (
        <Anchor href={installPath} className="link">
          Install it again
        </Anchor>
      ) : (
        'Whoever runs this installation sets the bot token that Slack shows now.'
      )}
    </Alert>
  );
}
