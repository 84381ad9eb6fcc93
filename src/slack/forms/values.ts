import { z } from 'zod';

const option = z.object({ value: z.string() }).nullish();

/** What an element of ours holds (docs.slack.dev/reference/interaction-payloads/view-interactions-payload): one of these. */
const elementSchema = z.object({
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_option: option,
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});

const stateSchema = z.record(z.string(), z.record(z.string(), elementSchema));

/** What was filled in, by field: the ids or values that were chosen. */
export type Values = Record<string, string[]>;

/** Reads a view's `state.values`; each field of ours has one element. */
export function readValues(state: unknown): Values {
  const fields = Object.entries(stateSchema.parse(state));
  return Object.fromEntries(fields.map(([field, elements]) => [field, Object.values(elements).flatMap(chosen)]));
}

function chosen({ selected_user, selected_conversation, selected_option, selected_options }: z.infer<typeof elementSchema>): string[] {
  const one = selected_user ?? selected_conversation ?? selected_option?.value;
  return one ? [one] : (selected_options ?? []).map(({ value }) => value);
}
