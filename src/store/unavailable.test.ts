import { expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { DatabaseUnavailable } from './connection.ts';
import { isUnavailable } from './unavailable.ts';

const lost = new mongo.MongoNetworkError('read ECONNRESET');
const result = {} as ConstructorParameters<typeof mongo.MongoBulkWriteError>[1];
const server = (code: number) => new mongo.MongoServerError({ message: 'no', code });

test.each([
  ['before the first connection', new DatabaseUnavailable(), true],
  ['a connection that was lost', lost, true],
  ['one that was lost in the middle of a bulk write', new mongo.MongoBulkWriteError(lost as never, result), true],
  ['a server that is starting (NotPrimaryOrSecondary)', server(13436), true],
  ['a server that has just started (ReadConcernMajorityNotAvailableYet)', server(134), true],
  [
    'a transaction that was over by itself (NoSuchTransaction)',
    new mongo.MongoServerError({ message: 'no', code: 251, errorLabels: ['TransientTransactionError'] }),
    true,
  ],
  [
    'a socket that the server has ended',
    Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' }),
    true,
  ],
  ['a duplicate key', server(11000), false],
  ['a duplicate key in a bulk write', new mongo.MongoBulkWriteError({ message: 'dup', code: 11000, writeErrors: [] }, result), false],
  ['an error of ours', new TypeError('undefined is not a function'), false],
  ['no error', undefined, false],
])('%s', (_, error, expected) => expect(isUnavailable(error)).toBe(expected));
