/** Tokens of the filter and path grammar (RFC 7644 §3.4.2.2, figure 1). A word is a name, an operator or an unquoted value. */
export type Token =
  | { kind: 'word'; text: string; at: number }
  | { kind: 'string'; value: string; at: number }
  | { kind: '(' | ')' | '[' | ']' | 'end'; at: number };

/** Told what is wrong and where; throws. */
export type Fail = (message: string, at: number) => never;

const BLANKS = ' \t\r\n';
const BRACKETS = '()[]';

/** Cuts a text into tokens in one pass, hand over hand: no pattern whose cost could depend on what is in the text. */
export function tokenize(text: string, fail: Fail): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (BLANKS.includes(char)) {
      at++;
    } else if (BRACKETS.includes(char)) {
      tokens.push({ kind: char as '(' | ')' | '[' | ']', at });
      at++;
    } else {
      const end = char === '"' ? endOfString(text, at, fail) : endOfWord(text, at);
      tokens.push(char === '"' ? { kind: 'string', value: unquote(text.slice(at, end), at, fail), at } : word(text, at, end));
      at = end;
    }
  }
  tokens.push({ kind: 'end', at: text.length });
  return tokens;
}

const word = (text: string, at: number, end: number): Token => ({ kind: 'word', text: text.slice(at, end), at });

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !BLANKS.includes(text[at] as string) && !BRACKETS.includes(text[at] as string) && text[at] !== '"') at++;
  return at;
}

function endOfString(text: string, from: number, fail: Fail): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return fail('The string that begins here has no end', from);
}

/** Strings are JSON strings, escapes and all (`\u00e9`). */
function unquote(quoted: string, at: number, fail: Fail): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return fail('The string that begins here is no JSON string', at);
  }
}

/** Whether a word has the form of an attribute's name, sub-attribute and URN included. Whether a schema has it is asked later. */
export function isAttributeWord(word: string): boolean {
  if (!isLetter(word.charCodeAt(0)) && word[0] !== '$') return false;
  for (let i = 1; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (!isLetter(code) && !(code >= 48 && code <= 57) && !'-_$.:/'.includes(word[i] as string)) return false;
  }
  return true;
}

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
