/** What was typed after `/rollcall`. */
export interface Typed {
  /** The first word, in lower case; empty where nothing was typed. */
  word: string;
  /** The others, without their quotes. */
  args: string[];
}

/** Quotes as people and phones type them. */
const token = /"([^"]*)"|“([^”]*)”|(\S+)/g;

/** Splits a command's text; words in quotes stay together. Slack sends `&`, `<` and `>` escaped. */
export function parseTyped(text: string): Typed {
  const words = [...text.matchAll(token)]
    .map(([, straight, curly, bare]) => unescape(straight ?? curly ?? bare ?? '').trim())
    .filter(Boolean);
  const [word = '', ...args] = words;
  return { word: word.toLowerCase(), args };
}

const unescape = (text: string): string =>
  /^<[@#]/.test(text) ? text : text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The member that a mention names: `<@U1|ana>`, as `should_escape` has it. @returns null for what is no mention */
export const mentionedUser = (text: string): string | null => /^<@([UW][A-Z0-9]+)(\|[^>]*)?>$/.exec(text)?.[1] ?? null;

/** `map <group> <role>`: a group's name may have spaces without quotes, as the last word is the role. @returns null where either lacks */
export function groupAndRole(args: string[]): { group: string; role: string } | null {
  const group = args.slice(0, -1).join(' ');
  const role = args.at(-1);
  return group && role ? { group, role } : null;
}

/** The channel that a mention names: `<#C1|inc-1>`; the name is empty where the reader doesn't see it. @returns null for what is no mention */
export const mentionedChannel = (text: string): string | null => /^<#([CG][A-Z0-9]+)(\|[^>]*)?>$/.exec(text)?.[1] ?? null;
