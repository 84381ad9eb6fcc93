import { plain } from './output.ts';

/** The command was used in a way that can't work: `lines` say how, and what to do. */
export class WrongUsage extends Error {
  readonly lines: string[];

  constructor(...lines: string[]) {
    super(lines.join('\n'));
    this.name = 'WrongUsage';
    this.lines = lines;
  }
}

/** The command could not do its work: `lines` say why, and what to do. */
export class CommandFailed extends Error {
  readonly lines: string[];

  constructor(...lines: string[]) {
    super(lines.join('\n'));
    this.name = 'CommandFailed';
    this.lines = lines;
  }
}

/** The command did its work, and what it found is bad (`doctor`): all has been said. */
export class FoundTrouble extends Error {
  override name = 'FoundTrouble';
}

/** The command did its work, and found that something is to be done (`config plan`): all has been said. */
export class FoundChanges extends Error {
  override name = 'FoundChanges';
}

/** Nothing has begun yet: no organization is known. */
export class NothingYet extends Error {
  override name = 'NothingYet';
}

export interface Ending {
  /** 0 done; 1 failed; 2 wrong usage, or refused by a rule. `config plan`: 2 where something is to be done. */
  code: 0 | 1 | 2;
  /** For standard error. */
  lines: string[];
}

/**
 * How a command ends that threw: a refusal names its rule and the way out; an unknown error shows nothing of its inside, unless
 * `debug`. Errors are told apart by name: to import their classes would load the database's library for every wrong word.
 */
export function endingOf(error: unknown, debug: boolean): Ending {
  const ending = knownEnding(error);
  if (ending) return { ...ending, lines: ending.lines.map(plain) };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (debug) return { code: 1, lines: stack.split('\n').map(plain) };
  return {
    code: 1,
    lines: ['The command failed for a reason that it does not know', 'See the details with LOG_LEVEL=debug before the command'],
  };
}

interface Fields {
  rule?: unknown;
  wayOut?: unknown;
  ids?: unknown;
  lines?: unknown;
  exitCode?: unknown;
}

function knownEnding(error: unknown): Ending | null {
  if (!(error instanceof Error)) return null;
  const { message } = error;
  const { rule, wayOut, ids, lines, exitCode } = error as Error & Fields;
  switch (error.name) {
    case 'CommanderError': // commander has said all itself
      return { code: exitCode === 0 ? 0 : 2, lines: [] };
    case 'Refusal':
      return { code: 2, lines: [`${message} (rule ${String(rule)})`, String(wayOut)] };
    case 'WrongUsage':
      return { code: 2, lines: lines as string[] };
    case 'NotFound':
      return { code: 2, lines: [message, wayToFind(message)] };
    case 'Ambiguous':
      return { code: 2, lines: [message, `Give an id in place of it: ${(ids as string[]).join(' or ')}`] };
    case 'ConfigError':
      return { code: 1, lines: lines as string[] };
    case 'FoundTrouble':
      return { code: 1, lines: [] };
    case 'FoundChanges':
      return { code: 2, lines: [] };
    case 'NothingYet':
      return {
        code: 1,
        lines: ['There is no organization yet', 'Start the product once, connected to Slack or on the sandbox: npm start'],
      };
    case 'CommandFailed':
      return { code: 1, lines: lines as string[] };
    case 'EmbeddedError':
      return { code: 1, lines: message.split('\n') };
    default:
      return isUnreachable(error) ? { code: 1, lines: ['The database cannot be reached', 'Look closer with: rollcall doctor'] } : null;
  }
}

const UNREACHABLE = new Set(['DatabaseUnavailable', 'MongoServerSelectionError', 'MongoNetworkError', 'MongoNetworkTimeoutError']);

const isUnreachable = (error: Error): boolean => UNREACHABLE.has(error.name);

const FINDING: [what: string, command: string][] = [
  ['user ', 'rollcall users'],
  ['mapping ', 'rollcall mapping list'],
  ['on-call group ', 'rollcall on-call-group list'],
  ['custom role ', 'rollcall custom-role list'],
  ['token ', 'rollcall scim token list'],
  ['API key ', 'rollcall api-key list'],
  ['webhook ', 'rollcall webhook list'],
  ['SCIM user ', 'rollcall conflicts'],
];

function wayToFind(message: string): string {
  const found = FINDING.find(([what]) => message.startsWith(`There is no ${what}`));
  return `See what there is with: ${found ? found[1] : 'rollcall --help'}`;
}
