import { withCaret } from './caret.ts';
import { invalidFilter } from './errors.ts';
import { type Fail, isAttributeWord, type Token, tokenize } from './lexer.ts';

export type CompareOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
export type Literal = string | number | boolean | null;
/** An attribute's name as the client wrote it, and where. */
export type Name = { text: string; at: number };

/** A filter as it was written (RFC 7644 §3.4.2.2); what its names stand for is found by `resolveFilter`. */
export type Filter =
  | { kind: 'and' | 'or'; terms: Filter[] }
  | { kind: 'not'; term: Filter }
  | { kind: 'present'; name: Name }
  | { kind: 'compare'; name: Name; operator: CompareOperator; value: Literal }
  | { kind: 'valuePath'; name: Name; filter: Filter };

export const MAX_FILTER_LENGTH = 8 * 1024;
const MAX_DEPTH = 64;
/** Each has to be sought in all of a text, and of every value: no client asks for more than a few. */
const MAX_CONTAINS = 50;
const OPERATORS = new Set<string>(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']);
const KEYWORDS = new Set(['and', 'or', 'not']);

/**
 * Parses a filter: `or` binds weaker than `and`, `not` needs brackets, names and operators in any case.
 * Beyond the RFC's grammar: unquoted words are strings (older authentik, Entra's documents), and `emails[type eq "work"].value eq "x"` (Entra) is
 * read as `emails[type eq "work" and value eq "x"]`.
 * Throws invalidFilter, with a caret under the place; also for more than 8 KiB, 64 levels of brackets or 50 "co".
 */
export function parseFilter(text: string): Filter {
  const fail: Fail = (message, at) => {
    throw invalidFilter(withCaret(message, text, at));
  };
  if (text.length > MAX_FILTER_LENGTH) throw invalidFilter(`A filter may have at most ${MAX_FILTER_LENGTH} characters.`);
  const parser = new FilterParser(tokenize(text, fail), fail);
  const filter = parser.filter();
  if (parser.peek().kind !== 'end') fail('Expected the end, "and" or "or" here', parser.peek().at);
  return filter;
}

/** Recursive descent over tokens. Its depth is counted, so that brackets can't overflow the stack. */
export class FilterParser {
  readonly #tokens: Token[];
  readonly #fail: Fail;
  #next = 0;
  #depth = 0;
  #contains = 0;
  #inValuePath = false;

  constructor(tokens: Token[], fail: Fail) {
    this.#tokens = tokens;
    this.#fail = fail;
  }

  /** The token that comes next, without taking it. */
  peek(): Token {
    return this.#tokens[Math.min(this.#next, this.#tokens.length - 1)] as Token;
  }

  /** Takes the next token. */
  take(): Token {
    const token = this.peek();
    this.#next++;
    return token;
  }

  /** filter = and-list *( "or" and-list ) */
  filter(): Filter {
    return this.#list('or', () => this.#list('and', () => this.#term()));
  }

  /** "[" filter "]", the "[" being next: the elements of a multi-valued attribute. */
  bracketed(): Filter {
    if (this.#inValuePath) this.#fail('A value path inside a value path', this.peek().at);
    this.#inValuePath = true;
    const filter = this.#nested(']');
    this.#inValuePath = false;
    return filter;
  }

  /** An attribute's name. */
  name(): Name {
    const token = this.take();
    if (token.kind !== 'word' || !isAttributeWord(token.text)) return this.#fail('Expected the name of an attribute here', token.at);
    return { text: token.text, at: token.at };
  }

  #list(joint: 'and' | 'or', part: () => Filter): Filter {
    const terms = [part()];
    while (this.#isWord(joint)) {
      this.take();
      terms.push(part());
    }
    return terms.length === 1 ? (terms[0] as Filter) : { kind: joint, terms };
  }

  #term(): Filter {
    if (this.peek().kind === '(') return this.#nested(')');
    if (!this.#isWord('not')) return this.#expression();
    this.take();
    if (this.peek().kind !== '(') this.#fail('Expected "(" after "not" here', this.peek().at);
    return { kind: 'not', term: this.#nested(')') };
  }

  #nested(close: ')' | ']'): Filter {
    const open = this.take();
    if (++this.#depth > MAX_DEPTH) this.#fail(`More than ${MAX_DEPTH} brackets inside each other`, open.at);
    const filter = this.filter();
    if (this.peek().kind !== close) this.#fail(`Expected "${close}" here`, this.peek().at);
    this.take();
    this.#depth--;
    return filter;
  }

  #expression(): Filter {
    const name = this.name();
    if (this.peek().kind !== '[') return this.#comparison(name);
    const filter = this.bracketed();
    const next = this.peek();
    if (next.kind !== 'word' || next.text[0] !== '.') return { kind: 'valuePath', name, filter };
    this.take();
    const sub = this.#comparison({ text: next.text.slice(1), at: next.at + 1 });
    return { kind: 'valuePath', name, filter: { kind: 'and', terms: [filter, sub] } };
  }

  #comparison(name: Name): Filter {
    const token = this.take();
    const operator = token.kind === 'word' ? token.text.toLowerCase() : '';
    if (operator === 'pr') return { kind: 'present', name };
    if (!OPERATORS.has(operator)) return this.#fail('Expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le, pr) here', token.at);
    if (operator === 'co' && ++this.#contains > MAX_CONTAINS) this.#fail(`A filter may have at most ${MAX_CONTAINS} "co"`, token.at);
    return { kind: 'compare', name, operator: operator as CompareOperator, value: this.#value() };
  }

  #value(): Literal {
    const token = this.take();
    if (token.kind === 'string') return token.value;
    if (token.kind !== 'word' || KEYWORDS.has(token.text.toLowerCase()) || '{}\\,'.includes(token.text[0] as string)) {
      return this.#fail('Expected a value here', token.at);
    }
    return bareValue(token.text);
  }

  #isWord(word: string): boolean {
    const token = this.peek();
    return token.kind === 'word' && token.text.toLowerCase() === word;
  }
}

/**
 * true, false, null and numbers as JSON has them; any other word is a string, without the single quotes that hand-made clients put around it, and so are
 * digits that a number would not keep (`007`).
 */
function bareValue(word: string): Literal {
  if (word.length > 1 && word.startsWith("'") && word.endsWith("'")) return word.slice(1, -1);
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  if (lower === 'null') return null;
  const number = Number(word);
  return String(number) === word && Number.isFinite(number) ? number : word;
}
