import { z } from 'zod';

/** Ids are ours or Slack's: opaque, short, never a path. */
export const id = z.string().min(1).max(64);

export const when = z.iso.datetime();

export const cause = z.object({ type: z.string(), id: z.string() });

/** What every list takes. `cursor` is the `next` of the page before. */
export const pageQuery = {
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** What every list gives: `next` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/** RFC 9457 problem details, with what a refusal needs to be a door: the rule, and the way out. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    rule: z.string().optional().meta({ description: 'The number of the rule that refused' }),
    wayOut: z.string().optional().meta({ description: 'What to do instead' }),
    requestId: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'The fields that are wrong' }),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problem>;
