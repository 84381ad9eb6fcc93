import type { types } from '@slack/bolt';
import type { Permission } from '../../rules/roles.ts';
import type { Message } from '../blocks/message.ts';
import type { Change } from '../commands/change.ts';
import type { CommandContext } from '../commands/command.ts';
import type { Values } from './values.ts';

/** A modal in which somebody chooses what to change. */
export interface Form {
  name: string;
  /** At most 24 characters. */
  title: string;
  permission: Permission;
  /** What is asked. @param subject what the form was opened for: a hold's id */
  fields(context: CommandContext, subject: string | null): types.KnownBlock[] | Promise<types.KnownBlock[]>;
  /** What a submit asks for: a change to be previewed, or something that is done at once. @throws FieldError, Refusal, NotFound */
  read(context: CommandContext, values: Values, subject: string | null): Promise<Asked>;
  /** At which field a refusal of the change stands. */
  errorField: string;
  /** The word on the submit button; *Preview* where nothing else is said. */
  submit?: string;
}

export type Asked = { change: Change } | { run: (onProgress: (line: string) => void) => Promise<Message> };

/** What is wrong with one field, in words that say what to do. */
export class FieldError extends Error {
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.name = 'FieldError';
    this.field = field;
  }
}
