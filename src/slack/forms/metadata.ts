import { z } from 'zod';
import { changeSchema } from '../commands/change.ts';

/** From where a form was opened: App Home is drawn anew after a change. */
const from = z.enum(['home', 'command']);

const formSchema = z.object({ form: z.string().max(30), subject: z.string().max(100).nullable(), from });
const previewSchema = z.object({ form: z.string().max(30), change: changeSchema, from });

/** Which form it is; travels with it, and comes back with its submit. */
export type FormMetadata = z.infer<typeof formSchema>;
/** Which change is previewed. */
export type PreviewMetadata = z.infer<typeof previewSchema>;

/** @throws where it isn't ours */
export const readFormMetadata = (text: string): FormMetadata => formSchema.parse(JSON.parse(text));
/** @throws where it isn't ours */
export const readPreviewMetadata = (text: string): PreviewMetadata => previewSchema.parse(JSON.parse(text));
