import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Download } from './handler.ts';

/**
 * Writes a file out, no faster than it is taken. The first piece is read before anything is sent, so that what can't be read is answered
 * as any failure; after that a failure cuts the answer off, which whoever takes it can see.
 */
export async function writeOut(res: Response, { type, name, texts }: Download): Promise<void> {
  const pieces = texts[Symbol.asyncIterator]();
  const first = await pieces.next();
  res.status(200).type(type).set('content-disposition', `attachment; filename="${name}"`).set('cache-control', 'no-store');
  await pipeline(Readable.from(from(first, pieces)), res).catch((error: unknown) => {
    // Whoever asked has gone: nobody is left to be answered.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

async function* from(first: IteratorResult<string, unknown>, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  for (let piece = first; !piece.done; piece = await pieces.next()) yield piece.value;
}
