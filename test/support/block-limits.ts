import type { Payload } from './payloads-seen.ts';

/**
 * Slack's limits for blocks and views, written down apart from what the product and the sandbox have of them
 * (docs.slack.dev/reference/block-kit, docs.slack.dev/reference/views).
 */

type Loose = Record<string, unknown>;

const TEXT_LIMITS: Record<string, number> = {
  'section.text': 3000,
  'section.fields': 2000,
  'header.text': 150,
  'context.elements': 2000,
  'input.label': 2000,
  'input.hint': 2000,
  'button.text': 75,
  'option.text': 75,
  'option.description': 75,
  'confirm.title': 100,
  'confirm.text': 300,
  'confirm.confirm': 30,
  'confirm.deny': 30,
  'element.placeholder': 150,
  'view.title': 24,
  'view.submit': 24,
  'view.close': 24,
};

/** What is wrong with one payload, a line each. */
export function faultsOf({ surface, content }: Payload): string[] {
  const faults: string[] = [];
  const check = (fine: boolean, what: string): void => void (fine || faults.push(what));
  const blocks = listOf(content['blocks']);
  check(blocks.length > 0, 'no blocks');
  check(blocks.length <= (surface === 'message' ? 50 : 100), `${blocks.length} blocks`);
  const ids = blocks.flatMap(({ block_id }) => (typeof block_id === 'string' ? [block_id] : []));
  check(new Set(ids).size === ids.length, `block ids twice: ${ids.join(', ')}`);
  for (const block of blocks) faults.push(...faultsOfBlock(block));
  if (surface === 'message') check(typeof content['text'] === 'string' && content['text'] !== '', 'a message without a text');
  else faults.push(...faultsOfView(surface, content, blocks));
  faults.push(...wordsIn(content).flatMap(faultsOfWords));
  return faults;
}

function faultsOfView(surface: Payload['surface'], view: Loose, blocks: Loose[]): string[] {
  const faults: string[] = [];
  const check = (fine: boolean, what: string): void => void (fine || faults.push(what));
  check(view['type'] === surface, `a ${String(view['type'])} where a ${surface} should be`);
  check(JSON.stringify(view).length <= 250_000, 'a view of more than 250 kB');
  for (const [name, most] of [
    ['private_metadata', 3000],
    ['callback_id', 255],
    ['external_id', 255],
  ] as const)
    check(sizeOf(view[name]) <= most, `${name} is too long`);
  if (surface === 'home') return faults;
  for (const name of ['title', 'submit', 'close']) faults.push(...faultsOfText(`view.${name}`, view[name]));
  check(view['title'] !== undefined, 'a modal without a title');
  check(blocks.every(({ type }) => type !== 'input') || view['submit'] !== undefined, 'inputs without a submit');
  return faults;
}

function faultsOfBlock(block: Loose): string[] {
  const elements = listOf(block['elements']);
  switch (block['type']) {
    case 'section':
      return [
        ...(block['text'] || block['fields'] ? [] : ['a section without a text']),
        ...faultsOfText('section.text', block['text']),
        ...(listOf(block['fields']).length > 10 ? ['more than 10 fields'] : []),
        ...listOf(block['fields']).flatMap((field) => faultsOfText('section.fields', field)),
        ...(block['accessory'] ? faultsOfElement(block['accessory'] as Loose) : []),
      ];
    case 'header':
      return faultsOfText('header.text', block['text']);
    case 'context':
      return [...between(elements, 1, 10, 'a context'), ...elements.flatMap((text) => faultsOfText('context.elements', text))];
    case 'actions': {
      const ids = elements.map((element) => element['action_id']);
      return [
        ...between(elements, 1, 25, 'actions'),
        ...(new Set(ids).size === ids.length ? [] : [`action ids twice: ${ids.join(', ')}`]),
        ...elements.flatMap(faultsOfElement),
      ];
    }
    case 'input':
      return [
        ...faultsOfText('input.label', block['label']),
        ...faultsOfText('input.hint', block['hint']),
        ...faultsOfElement(block['element'] as Loose),
      ];
    case 'divider':
      return [];
    default:
      return [`a block of a kind that nothing is known of: ${String(block['type'])}`];
  }
}

function faultsOfElement(element: Loose): string[] {
  const options = listOf(element['options']);
  const confirm = element['confirm'] as Loose | undefined;
  return [
    ...(sizeOf(element['action_id']) <= 255 ? [] : ['an action id that is too long']),
    ...(element['type'] === 'button' ? faultsOfText('button.text', element['text']) : []),
    ...(sizeOf(element['value']) <= 2000 ? [] : ['a button’s value that is too long']),
    ...(options.length <= (element['type'] === 'radio_buttons' ? 10 : 100) ? [] : [`${options.length} options`]),
    ...(element['type'] === 'static_select' || element['type'] === 'radio_buttons' ? between(options, 1, 100, 'options') : []),
    ...options.flatMap(faultsOfOption),
    ...faultsOfText('element.placeholder', element['placeholder']),
    ...(confirm ? ['title', 'text', 'confirm', 'deny'].flatMap((name) => faultsOfText(`confirm.${name}`, confirm[name])) : []),
  ];
}

/** An option of a menu, also one that is suggested. */
export const faultsOfOption = (option: Loose): string[] => [
  ...faultsOfText('option.text', option['text']),
  ...faultsOfText('option.description', option['description']),
  ...(sizeOf(option['value']) >= 1 && sizeOf(option['value']) <= 150 ? [] : ['an option’s value that is empty or too long']),
];

const between = (list: Loose[], least: number, most: number, what: string): string[] =>
  list.length >= least && list.length <= most ? [] : [`${what} of ${list.length}`];

function faultsOfText(place: string, object: unknown): string[] {
  if (object === undefined) return [];
  const { type, text } = object as Loose;
  const most = TEXT_LIMITS[place] ?? 0;
  if (typeof text !== 'string' || text.length === 0) return [`${place} is empty`];
  const plainOnly = !['section.text', 'section.fields', 'context.elements', 'confirm.text'].includes(place);
  return [
    ...(text.length <= most ? [] : [`${place} has ${text.length} characters: ${text.slice(0, 60)}`]),
    ...(plainOnly && type !== 'plain_text' ? [`${place} is not plain text`] : []),
  ];
}

/** Nobody is called to by a name, and no name turns or breaks the line it stands in. */
function faultsOfWords(text: string): string[] {
  const called = /<!(channel|here|everyone)|<!subteam/.test(text);
  const disturbed = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text) || /\p{Cc}/u.test(text.replaceAll('\n', ''));
  const bare = /&(?!amp;|lt;|gt;)/.test(text);
  return [
    ...(called ? [`a call to everybody: ${text.slice(0, 80)}`] : []),
    ...(disturbed ? [`a mark that disturbs the line: ${JSON.stringify(text.slice(0, 80))}`] : []),
    ...(bare ? [`an & that is not escaped: ${text.slice(0, 80)}`] : []),
  ];
}

/** Every mrkdwn text, and the message's own: those in which Slack looks for markup. */
function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as Loose;
  const own = typeof text === 'string' && type !== 'plain_text' ? [text] : [];
  return [...own, ...Object.values(value).flatMap(wordsIn)];
}

const sizeOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);

const listOf = (value: unknown): Loose[] => (Array.isArray(value) ? (value as Loose[]) : []);
