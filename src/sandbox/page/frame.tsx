import { Anchor, Badge, Button, Group, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconArrowLeft, IconMoon, IconSun } from '@tabler/icons-react';
import { Link } from 'wouter';

interface Props {
  readonly page: 'slack' | 'idp';
  readonly dashboardUrl: string | null;
}

/** The bar above both pages: says that this is practice, and leads back. */
export function PracticeBar({ page, dashboardUrl }: Props) {
  const scheme = useComputedColorScheme('light');
  const { setColorScheme } = useMantineColorScheme();
  return (
    <Group className="practice" h={48} px="md" justify="space-between" wrap="nowrap" component="header">
      <Group gap="sm" wrap="nowrap" miw={0}>
        <Badge variant="outline" color="teal" tt="none" miw={84} style={{ flexShrink: 0 }}>
          Practice
        </Badge>
        <Text size="sm" truncate visibleFrom="sm">
          {page === 'slack'
            ? 'A practice workspace on this machine. It isn’t Slack, and nobody here is real.'
            : 'A practice IdP on this machine. It sends real SCIM requests to the address you give it.'}
        </Text>
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Button.Group>
          <Button
            component={Link}
            href="/"
            size="compact-sm"
            variant={page === 'slack' ? 'filled' : 'default'}
            aria-current={page === 'slack' ? 'page' : undefined}
          >
            Slack
          </Button>
          <Button
            component={Link}
            href="/idp"
            size="compact-sm"
            variant={page === 'idp' ? 'filled' : 'default'}
            aria-current={page === 'idp' ? 'page' : undefined}
          >
            IdP
          </Button>
        </Button.Group>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={scheme === 'dark' ? 'Light colours' : 'Dark colours'}
          onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
        >
          {scheme === 'dark' ? <IconSun size={16} /> : <IconMoon size={16} />}
        </Button>
        {dashboardUrl !== null && (
          <Anchor href={dashboardUrl} size="sm" style={{ whiteSpace: 'nowrap' }}>
            <Group gap={4} wrap="nowrap">
              <IconArrowLeft size={14} />
              Dashboard
            </Group>
          </Anchor>
        )}
      </Group>
    </Group>
  );
}
