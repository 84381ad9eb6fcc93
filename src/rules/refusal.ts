import type { RuleId } from './model.ts';

/**
 * A rule says no. Nothing was changed. `message` says what was refused and why; `wayOut` what to do instead.
 * The edges show both, with the rule's number: exit 2 at the CLI, 409 in the API, a sentence in Slack.
 */
export class Refusal extends Error {
  readonly rule: RuleId;
  readonly wayOut: string;

  constructor(rule: RuleId, message: string, wayOut: string) {
    super(message);
    this.name = 'Refusal';
    this.rule = rule;
    this.wayOut = wayOut;
  }
}
