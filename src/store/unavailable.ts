import { DatabaseUnavailable } from './connection.ts';

/** Names of the driver's errors that mean: no server answers now. Each is a class of `mongodb`'s `error.ts`. */
const NAMES = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoOperationTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoClientClosedError',
  'PoolClearedOnNetworkError',
]);

/**
 * The server starts, steps down or shuts down: what drivers take for worth another try (MongoDB's specification "Retryable Reads", "Retryable Error";
 * names in mongo/src/mongo/base/error_codes.yml).
 */
const CODES = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** Node's words for a connection that the server has closed: the driver lets them through where it writes to one (its `cmap/connection.ts`). */
const CLOSED = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

/** What the driver and the server write on errors that are over by themselves; ours have been tried again already (MongoDB's specification "Transactions"). */
const LABELS = ['RetryableWriteError', 'TransientTransactionError', 'UnknownTransactionCommitResult'];

/** Whether an error means that the database can't be reached now, so that asking again later helps. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (NAMES.has(error.name) || CODES.has(code as number) || CLOSED.has(code as string)) return true;
  if ('errorLabels' in error && Array.isArray(error.errorLabels) && error.errorLabels.some((label) => LABELS.includes(label))) return true;
  // The driver wraps what breaks a bulk write off, a lost connection too, in a MongoBulkWriteError, and keeps it there (its `bulk/common.ts`).
  return 'errorResponse' in error && error.errorResponse instanceof Error && isUnavailable(error.errorResponse);
}
