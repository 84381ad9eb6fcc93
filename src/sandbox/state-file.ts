/** What survives a restart, and the file it is kept in. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { idpStateSchema } from './idp/model.ts';
import { workspaceStateSchema } from './workspace/model.ts';

const savedSchema = z.object({
  version: z.literal(1),
  workspace: workspaceStateSchema,
  /** Other companies that the app can be installed in. */
  others: z.array(workspaceStateSchema).default([]),
  idp: idpStateSchema,
  /** The key that id tokens are signed with. */
  signingKeyPem: z.string(),
  /** The port of last time, so that what was configured with it goes on working. */
  port: z.number(),
});
export type Saved = z.infer<typeof savedSchema>;

/** Reads it. Out: null where there is no such file. Throws one plain line where the file isn't ours. */
export function readState(file: string | undefined): Saved | null {
  if (file === undefined || !existsSync(file)) return null;
  try {
    return savedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`The sandbox's state file ${file} can't be read: move it away to begin with a new workspace`, { cause });
  }
}

/** Writes it beside itself and then over itself, so that a crash leaves the old or the new one whole. Readable by its owner only: it holds secrets. */
export function writeState(file: string | undefined, saved: Saved): void {
  if (file === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, JSON.stringify(saved), { mode: 0o600 });
  renameSync(beside, file);
}
