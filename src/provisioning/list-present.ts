import { isId } from '../store/ids.ts';
import { memberIdOf, pendingIdOf } from './membership-rows.ts';

/** The members of a group as they were read, while a list is compared with them: a text each, whoever they are. */
export class Present {
  readonly #prefix: number;
  /** By what their membership's id has after the group's: a member's id, or `?` and a value (L5). True: the list has them. */
  readonly #members = new Map<string, boolean>();
  /** Members by the name that the list calls them by, where it isn't their id. */
  readonly #found: Map<string, string>;

  constructor(groupId: string, found: Map<string, string>) {
    this.#prefix = memberIdOf(groupId, '').length;
    this.#found = found;
  }

  take(membershipId: string): void {
    this.#members.set(membershipId.slice(this.#prefix), false);
  }

  /** Notes that the list names this member. @returns whether they are there already */
  keep(value: string): boolean {
    const member = [isId(value) ? value : undefined, pendingIdOf('', value).slice(1), this.#found.get(value)].find(
      (name) => name !== undefined && this.#members.has(name),
    );
    if (member !== undefined) this.#members.set(member, true);
    return member !== undefined;
  }

  /** Notes who a name was found to be. */
  came(value: string, membershipId: string): void {
    const member = membershipId.slice(this.#prefix);
    this.#members.set(member, true);
    if (member !== value && !member.startsWith('?')) this.#found.set(value, member);
  }

  /** Those whom the list doesn't have. */
  rest(): string[] {
    return [...this.#members].flatMap(([member, kept]) => (kept ? [] : [member]));
  }
}
