import { mongo } from 'mongoose';

/** A new id: sortable by the second it was made in, and never given twice. */
export const newObjectId = (): string => new mongo.ObjectId().toHexString();

/** Whether a text could be one of our ids at all: what couldn't need not be looked up as one. */
export const isId = (text: string): boolean => /^[0-9a-f]{24}$/.test(text);
