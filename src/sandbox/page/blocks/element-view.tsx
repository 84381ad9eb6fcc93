import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Menu,
  MultiSelect,
  type OptionsFilter,
  Radio,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Chosen, ElementObject, OptionObject } from './shapes.ts';
import { useSurface } from './surface.ts';

interface Props {
  readonly blockId: string;
  readonly element: ElementObject;
  /** Whether the app is told at once (actions, accessories) or on submit (inputs). */
  readonly dispatch: boolean;
  readonly label?: string;
}

/** One interactive element. */
export function ElementView(props: Props) {
  switch (props.element.type) {
    case 'button':
      return <ButtonView {...props} />;
    case 'overflow':
      return <Overflow {...props} />;
    case 'plain_text_input':
      return <TextField {...props} />;
    case 'datepicker':
      return <DateField {...props} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <Choices {...props} />;
    default:
      return <Picker {...props} />;
  }
}

function useElement({ blockId, element, dispatch }: Props) {
  const surface = useSurface();
  const [busy, setBusy] = useState(false);
  const given = surface.valueOf(blockId, element.action_id);
  const act = async (chosen: Chosen): Promise<void> => {
    setBusy(true);
    await surface.act(blockId, element.action_id, chosen);
    setBusy(false);
  };
  const choose = (chosen: Chosen): void => {
    surface.setValue(blockId, element.action_id, chosen);
    if (dispatch) void act(chosen);
  };
  return { surface, busy, act, choose, value: given === undefined ? initialOf(element) : given };
}

/** What the app asked to be there from the beginning. */
function initialOf(element: ElementObject): Chosen {
  const many = element.type.startsWith('multi_') || element.type === 'checkboxes';
  if (many) return element.initial_users ?? element.initial_options?.map((option) => option.value) ?? [];
  const { initial_value, initial_user, initial_channel, initial_conversation, initial_date, initial_option } = element;
  return initial_value ?? initial_user ?? initial_channel ?? initial_conversation ?? initial_date ?? initial_option?.value ?? null;
}

function ButtonView(props: Props) {
  const { element } = props;
  const { act, busy } = useElement(props);
  const [asking, setAsking] = useState(false);
  const color = element.style === 'danger' ? 'red' : 'teal';
  const press = (): void => {
    setAsking(false);
    if (element.url !== undefined) window.open(element.url, '_blank', 'noreferrer');
    void act(element.value ?? null);
  };
  if (asking && element.confirm !== undefined) {
    return (
      <Group gap="xs">
        <Text size="sm">{element.confirm.text.text}</Text>
        <Button size="xs" variant="default" onClick={() => setAsking(false)}>
          {element.confirm.deny.text}
        </Button>
        <Button size="xs" color={element.confirm.style === 'danger' ? 'red' : 'teal'} onClick={press}>
          {element.confirm.confirm.text}
        </Button>
      </Group>
    );
  }
  return (
    <Button
      size="xs"
      variant={element.style === undefined ? 'default' : 'filled'}
      color={color}
      loading={busy}
      onClick={element.confirm === undefined ? press : () => setAsking(true)}
    >
      {element.text?.text}
    </Button>
  );
}

function Overflow(props: Props) {
  const { act } = useElement(props);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" aria-label="More actions">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {props.element.options?.map((option) => (
          <Menu.Item key={option.value} onClick={() => void act(option.value)}>
            {option.text.text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function TextField(props: Props) {
  const { value, choose } = useElement({ ...props, dispatch: false });
  const common = {
    'aria-label': props.label ?? '',
    placeholder: props.element.placeholder?.text ?? '',
    value: typeof value === 'string' ? value : '',
  };
  return props.element.multiline === true ? (
    <Textarea {...common} autosize minRows={3} onChange={(event) => choose(event.currentTarget.value)} />
  ) : (
    <TextInput {...common} onChange={(event) => choose(event.currentTarget.value)} />
  );
}

function DateField(props: Props) {
  const { value, choose } = useElement(props);
  return (
    <TextInput
      type="date"
      w={170}
      aria-label={props.label ?? 'Date'}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

function Choices(props: Props) {
  const { value, choose } = useElement(props);
  const rows = (props.element.options ?? []).map((option) => {
    const common = { key: option.value, value: option.value, label: option.text.text, description: option.description?.text };
    return props.element.type === 'checkboxes' ? <Checkbox {...common} key={option.value} /> : <Radio {...common} key={option.value} />;
  });
  return props.element.type === 'checkboxes' ? (
    <Checkbox.Group value={Array.isArray(value) ? [...value] : []} onChange={(next) => choose(next)}>
      <Stack gap="xs">{rows}</Stack>
    </Checkbox.Group>
  ) : (
    <Radio.Group value={typeof value === 'string' ? value : null} onChange={(next) => choose(next)}>
      <Stack gap="xs">{rows}</Stack>
    </Radio.Group>
  );
}

interface Item {
  readonly value: string;
  readonly label: string;
}

/** The app has filtered already. */
const keepAll: OptionsFilter<string> = ({ options }) => options;

/** All the kinds of menus: options of the app's own, people, channels, and those that the app suggests while one types. */
function Picker(props: Props) {
  const { element } = props;
  const { value, choose, busy } = useElement(props);
  const external = element.type.includes('external');
  const { items, search } = useItems(props, external);
  const common = {
    'aria-label': props.label ?? element.placeholder?.text ?? 'Choose',
    placeholder: element.placeholder?.text ?? 'Choose',
    searchable: true,
    disabled: busy,
    size: props.dispatch ? ('xs' as const) : ('sm' as const),
    nothingFoundMessage: 'Nothing found',
    data: items,
    ...(external ? { onSearchChange: search, filter: keepAll } : {}),
  };
  if (element.type.startsWith('multi_'))
    return <MultiSelect {...common} value={Array.isArray(value) ? [...value] : []} onChange={(next) => choose(next)} />;
  return <Select {...common} value={typeof value === 'string' ? value : null} onChange={(next) => choose(next)} allowDeselect={false} />;
}

const itemOf = (option: OptionObject): Item => ({ value: option.value, label: option.text.text });

function useItems({ blockId, element }: Props, external: boolean) {
  const { people, channels, suggest } = useSurface();
  const [suggested, setSuggested] = useState<readonly Item[]>([]);
  const [query, setQuery] = useState('');
  useEffect(() => {
    if (!external) return;
    let wanted = true;
    const timer = setTimeout(async () => {
      const found = await suggest(blockId, element.action_id, query);
      if (wanted) setSuggested((found as unknown as OptionObject[]).map(itemOf));
    }, 200);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [external, query, suggest, blockId, element.action_id]);

  const first = [element.initial_option, ...(element.initial_options ?? [])].flatMap((option) =>
    option === undefined ? [] : [itemOf(option)],
  );
  const items = external ? uniqueItems([...suggested, ...first]) : fixedItems();
  return { items, search: setQuery };

  function fixedItems(): { group: string; items: Item[] }[] | Item[] {
    if (element.type.includes('users')) return people.filter((one) => !one.deleted).map((one) => ({ value: one.id, label: one.realName }));
    if (element.type.includes('channels') || element.type.includes('conversations'))
      return channels.map((one) => ({ value: one.id, label: `#${one.name}` }));
    if (element.option_groups !== undefined)
      return element.option_groups.map((group) => ({ group: group.label.text, items: group.options.map(itemOf) }));
    return (element.options ?? []).map(itemOf);
  }
}

const uniqueItems = (items: readonly Item[]): Item[] => [...new Map(items.map((item) => [item.value, item])).values()];
