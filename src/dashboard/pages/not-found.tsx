import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { Empty, Page } from '../parts/page.tsx';

export function NotFoundPage() {
  return (
    <Page title="Not found" state="There is no page at this address.">
      <Empty what="Nothing is here" how="The address may be mistyped, or of something that is gone.">
        <Button component={Link} href="/users" variant="default">
          Go to Users
        </Button>
      </Empty>
    </Page>
  );
}
