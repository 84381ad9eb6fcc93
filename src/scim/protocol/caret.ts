const WINDOW = 80;

/**
 * A message about one place in a client's text, with the text and a caret under the place, as compilers show it.
 * Long texts are cut to a window around the place.
 */
export function withCaret(message: string, text: string, at: number): string {
  const from = Math.max(0, Math.min(at, text.length) - WINDOW / 2);
  const shown = text.slice(from, from + WINDOW);
  const lead = from > 0 ? '…' : '';
  const tail = from + WINDOW < text.length ? '…' : '';
  return `${message}\n  ${lead}${oneLine(shown)}${tail}\n  ${' '.repeat(lead.length + at - from)}^`;
}

/** Line breaks and tabs as blanks, so that the caret stays under its place. */
function oneLine(text: string): string {
  let line = '';
  for (let i = 0; i < text.length; i++) line += text.charCodeAt(i) < 32 ? ' ' : text[i];
  return line;
}
