import { mongo } from 'mongoose';

/** A new id: sortable by the second it was made in, and never given twice. */
export const newObjectId = (): string => new mongo.ObjectId().toHexString();
