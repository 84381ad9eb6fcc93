/** The server's code for a value that a unique index has already. */
export const DUPLICATE_KEY = 11000;

/** Whether a write was refused because a row with that key is there: mostly another process was first. */
export const isDuplicateKey = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY;
