import { Box, Divider, Group, Input, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { ElementView } from './element-view.tsx';
import { Mrkdwn } from './mrkdwn-view.tsx';
import type { Block, BlockObject, ElementObject, TextObject } from './shapes.ts';
import { useSurface } from './surface.ts';

/** A text object: mrkdwn is drawn, plain text is shown as it is. */
export function TextView({ text }: { readonly text: TextObject }) {
  return text.type === 'mrkdwn' ? <Mrkdwn text={text.text} /> : <span className="mrkdwn">{text.text}</span>;
}

/** Blocks, one under the other, as Slack would draw them. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <Stack gap="xs">
      {blocks.map((block) => (
        <BlockView key={block.block_id} block={block as unknown as BlockObject} />
      ))}
    </Stack>
  );
}

function BlockView({ block }: { readonly block: BlockObject }) {
  switch (block.type) {
    case 'header':
      return (
        <Title order={3} size="h4">
          {block.text?.text}
        </Title>
      );
    case 'divider':
      return <Divider />;
    case 'section':
      return <Section block={block} />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return (
        <Group gap="xs">
          {block.elements?.map((element) => (
            <ElementView key={(element as ElementObject).action_id} blockId={block.block_id} element={element as ElementObject} dispatch />
          ))}
        </Group>
      );
    case 'input':
      return <InputBlock block={block} />;
    case 'image':
      return <Picture alt={block.alt_text ?? ''} />;
    default:
      return <Text c="dimmed">A block of the type {block.type}</Text>;
  }
}

function Section({ block }: { readonly block: BlockObject }) {
  const { accessory } = block;
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
      <Stack gap="xs" style={{ flex: 1, minWidth: 0 }}>
        {block.text !== undefined && <TextView text={block.text} />}
        {block.fields !== undefined && (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="xs">
            {block.fields.map((field, n) => (
              <Box key={n}>
                <TextView text={field} />
              </Box>
            ))}
          </SimpleGrid>
        )}
      </Stack>
      {accessory !== undefined &&
        (accessory.type === 'image' ? (
          <Picture alt={accessory.alt_text ?? ''} />
        ) : (
          <ElementView blockId={block.block_id} element={accessory} dispatch />
        ))}
    </Group>
  );
}

function Context({ block }: { readonly block: BlockObject }) {
  return (
    <Group gap="xs">
      {block.elements?.map((element, n) => (
        <Text key={n} size="xs" c="dimmed" component="div">
          {element.type === 'image' ? (
            <Picture alt={(element as ElementObject).alt_text ?? ''} />
          ) : (
            <TextView text={element as TextObject} />
          )}
        </Text>
      ))}
    </Group>
  );
}

/** In an input block the element tells the app only where `dispatch_action` asks for it. */
function InputBlock({ block }: { readonly block: BlockObject }) {
  const { errors } = useSurface();
  const { element, label, hint, optional, block_id } = block;
  if (element === undefined) return null;
  return (
    <Input.Wrapper
      label={
        <>
          {label?.text}
          {optional === true && (
            <Text span c="dimmed" size="sm">
              {' '}
              (optional)
            </Text>
          )}
        </>
      }
      description={hint?.text}
      error={errors[block_id]}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      <ElementView blockId={block_id} element={element} dispatch={block.dispatch_action === true} label={label?.text ?? ''} />
    </Input.Wrapper>
  );
}

/** Pictures are named, not fetched: the sandbox stays on this machine. */
const Picture = ({ alt }: { readonly alt: string }) => (
  <Group gap={4} c="dimmed" wrap="nowrap">
    <IconPhoto size={16} />
    <Text size="xs">{alt}</Text>
  </Group>
);
