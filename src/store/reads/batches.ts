import type { mongo } from 'mongoose';

/**
 * What a cursor finds, up to so many documents at a time: waiting for each by itself costs more than reading it.
 * The cursor is closed however the reading ends.
 */
export async function* batchesOf<T extends mongo.Document>(cursor: mongo.FindCursor<T>, size: number): AsyncGenerator<T[]> {
  cursor.batchSize(size);
  try {
    while (await cursor.hasNext()) yield cursor.readBufferedDocuments(size);
  } finally {
    await cursor.close();
  }
}
