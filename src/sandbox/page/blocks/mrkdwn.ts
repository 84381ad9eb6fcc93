/** Slack's mrkdwn as a tree (docs.slack.dev/messaging/formatting-message-text). Pure: what draws it never sees markup. */

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike' | 'quote'; readonly children: readonly Node[] }
  | { readonly kind: 'code' | 'pre'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'date'; readonly seconds: number; readonly format: string; readonly label: string }
  | { readonly kind: 'user' | 'channel' | 'special'; readonly id: string; readonly label: string };

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

/** Reads one text. In: mrkdwn. Out: its nodes, quotes by line. */
export function parseMrkdwn(text: string): readonly Node[] {
  return text.split(/(```[\s\S]*?```)/).flatMap((part) => {
    if (part.startsWith('```') && part.endsWith('```') && part.length >= 6)
      return [{ kind: 'pre' as const, text: decode(part.slice(3, -3).replace(/^\n|\n$/g, '')) }];
    return parseLines(part);
  });
}

function parseLines(text: string): readonly Node[] {
  const nodes: Node[] = [];
  for (const [n, line] of text.split('\n').entries()) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line)?.[1];
    if (quote !== undefined) {
      nodes.push({ kind: 'quote', children: parseInline(quote) });
      continue;
    }
    if (n > 0 && nodes.at(-1)?.kind !== 'quote') nodes.push({ kind: 'text', text: '\n' });
    nodes.push(...parseInline(line));
  }
  return nodes;
}

function parseInline(text: string): readonly Node[] {
  const nodes: Node[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') nodes.push({ kind: 'text', text: decode(plain) });
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    const found = codeAt(text, at) ?? angleAt(text, at) ?? markAt(text, at);
    if (found === null) {
      plain += text[at];
      at += 1;
      continue;
    }
    flush();
    nodes.push(found.node);
    at = found.end;
  }
  flush();
  return nodes;
}

type Found = { readonly node: Node; readonly end: number } | null;

function codeAt(text: string, at: number): Found {
  if (text[at] !== '`') return null;
  const close = text.indexOf('`', at + 1);
  return close <= at + 1 ? null : { node: { kind: 'code', text: decode(text.slice(at + 1, close)) }, end: close + 1 };
}

function angleAt(text: string, at: number): Found {
  if (text[at] !== '<') return null;
  const close = text.indexOf('>', at);
  if (close === -1) return null;
  const inside = text.slice(at + 1, close);
  const bar = inside.indexOf('|');
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? '' : decode(inside.slice(bar + 1));
  return { node: angleNode(target, label), end: close + 1 };
}

function angleNode(target: string, label: string): Node {
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!')) return special(target.slice(1), label);
  const url = decode(target);
  return /^(https?|mailto):/i.test(url)
    ? { kind: 'link', url, label: label === '' ? url : label }
    : { kind: 'text', text: label === '' ? url : label };
}

/** `<!date^1392734382^{date_short}|fallback>`: a moment, or its fallback where it can't be read. */
function special(id: string, label: string): Node {
  if (id.startsWith('date^')) {
    const [, seconds = '', format = ''] = id.split('^');
    return /^\d+$/.test(seconds) ? { kind: 'date', seconds: Number(seconds), format, label } : { kind: 'text', text: label };
  }
  return { kind: 'special', id, label: label === '' ? `@${id}` : label };
}

/** A mark opens at a word's edge and closes at one; what is between doesn't begin or end with a blank. */
function markAt(text: string, at: number): Found {
  const mark = text[at];
  if (mark !== '*' && mark !== '_' && mark !== '~') return null;
  if (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return null;
  for (let close = text.indexOf(mark, at + 1); close !== -1; close = text.indexOf(mark, close + 1)) {
    const inner = text.slice(at + 1, close);
    if (inner === '' || /^\s|\s$/.test(inner) || /[\p{L}\p{N}]/u.test(text[close + 1] ?? '')) continue;
    return { node: { kind: marks[mark], children: parseInline(inner) }, end: close + 1 };
  }
  return null;
}

const decode = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
