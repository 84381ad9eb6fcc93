import mongoose, { type Connection, Schema } from 'mongoose';
import type { TableDefinition } from './table.ts';
import { tables } from './tables/index.ts';

/** The database can't be reached now. The edges answer 503 (SCIM), 500 (Slack), and `/readyz` says so. */
export class DatabaseUnavailable extends Error {
  constructor(cause?: unknown) {
    super('The database cannot be reached', { cause });
    this.name = 'DatabaseUnavailable';
  }
}

/** An index of a field that is text or null: no two may share a text. */
function uniqueText(field: string, within: Record<string, 1> = {}): Parameters<Schema['index']> {
  return [
    { ...within, [field]: 1 },
    { unique: true, partialFilterExpression: { [field]: { $type: 'string' } } },
  ];
}

/** Collections that are no tables: what an edge keeps for itself, the audit, the organizations. */
const others: { name: string; indexes: Parameters<Schema['index']>[] }[] = [
  { name: 'organizations', indexes: [uniqueText('slackTeamId'), uniqueText('slackEnterpriseId')] },
  {
    name: 'auditEntries',
    indexes: [
      // In the order of the list; what it may be filtered by is looked at in the index (docs/decisions/013).
      [{ org: 1, at: 1, _id: 1, action: 1, rule: 1, 'actor.type': 1, 'actor.id': 1 }],
      [{ org: 1, userId: 1, at: 1, _id: 1 }],
      [{ org: 1, 'cause.id': 1 }],
      // The few that are about no user.
      [{ org: 1, action: 1, at: 1, _id: 1 }, { partialFilterExpression: { userId: { $type: 'null' } } }],
    ],
  },
  { name: 'auditNames', indexes: [[{ org: 1, userId: 1 }]] },
  { name: 'auditSeals', indexes: [[{ org: 1, _id: -1 }]] },
  { name: 'previews', indexes: [[{ createdAt: 1 }, { expireAfterSeconds: 24 * 3600 }]] },
  { name: 'sessions', indexes: [[{ expiresAt: 1 }, { expireAfterSeconds: 0 }], [{ org: 1, userId: 1 }]] },
  {
    name: 'slackInbox',
    indexes: [
      [{ org: 1, state: 1, dueAt: 1 }],
      [{ org: 1, key: 1, state: 1 }],
      [{ lock: 1 }, { unique: true, sparse: true }],
      [{ closedAt: 1 }, { expireAfterSeconds: 24 * 3600 }],
    ],
  },
  { name: 'webhookLanes', indexes: [[{ org: 1 }]] },
  {
    name: 'webhookDeliveries',
    indexes: [
      [{ org: 1, webhookId: 1, state: 1, dueAt: 1, _id: 1 }],
      [{ org: 1, webhookId: 1, _id: -1 }],
      [{ state: 1, dueAt: 1, webhookId: 1 }],
      [{ createdAt: 1 }, { expireAfterSeconds: 30 * 24 * 3600 }],
    ],
  },
  { name: 'slackChannels', indexes: [[{ org: 1, _id: 1 }]] },
  { name: 'slackMirrors', indexes: [[{ org: 1 }]] },
  { name: 'slackInstallations', indexes: [[{ org: 1 }], [{ updatedAt: 1 }], [{ teamIds: 1 }]] },
  { name: 'slackNotices', indexes: [[{ org: 1, at: -1 }], [{ at: 1 }, { expireAfterSeconds: 400 * 24 * 3600 }]] },
  { name: 'idpRhythms', indexes: [] },
  { name: 'memberLists', indexes: [[{ at: 1 }]] },
  { name: 'memberListParts', indexes: [] },
  { name: 'scimContacts', indexes: [] },
  { name: 'tokenUses', indexes: [[{ org: 1 }]] },
  { name: 'scimAccessTokens', indexes: [[{ expiresAt: 1 }, { expireAfterSeconds: 0 }]] },
  {
    name: 'scimRequests',
    // The status is in the index, so that looking for what failed reads no more than that.
    indexes: [[{ org: 1, _id: -1, status: 1 }], [{ at: 1 }, { expireAfterSeconds: 30 * 24 * 3600 }]],
  },
];

/** What a collection holds, before whoever reads it says what it is. */
export interface StoredDocument {
  _id: string;
  [field: string]: unknown;
}

export interface Database {
  connection: Connection;
  /** A collection of the native driver: the hot paths go through it. @throws DatabaseUnavailable before the first connection */
  collection<T extends { _id: string } = StoredDocument>(name: string): mongoose.mongo.Collection<T>;
  client(): mongoose.mongo.MongoClient;
  ready(): boolean;
  /** Resolves with the first connection. */
  connected: Promise<void>;
  close(): Promise<void>;
}

const options: mongoose.ConnectOptions = {
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
  serverSelectionTimeoutMS: 2500,
  connectTimeoutMS: 2500,
  maxPoolSize: 50,
  writeConcern: { w: 'majority' },
  readPreference: 'primary',
};

/**
 * Opens the database, and goes on trying while it can't be reached: the product starts without it.
 * @param uri a replica set (transactions need one)
 * @param onTrouble told why a try failed, once for each different reason
 */
export function openDatabase(uri: string, onTrouble: (reason: string) => void): Database {
  const connection = mongoose.createConnection();
  for (const table of Object.values(tables) as TableDefinition<never>[]) connection.model(table.name, schemaOf(table), table.name);
  for (const other of others) connection.model(other.name, plainSchema(other.indexes), other.name);
  let closed = false;
  connection.on('error', () => undefined); // told through `onTrouble`; without a listener it would end the process
  const connected = connect(connection, uri, () => closed, onTrouble);
  return {
    connection,
    connected,
    collection: <T extends { _id: string } = StoredDocument>(name: string) => {
      if (!connection.db) throw new DatabaseUnavailable();
      return connection.db.collection<T>(name);
    },
    client: () => {
      if (!connection.db) throw new DatabaseUnavailable();
      return connection.getClient();
    },
    ready: () => connection.readyState === 1,
    close: async () => {
      closed = true;
      await connection.close();
    },
  };
}

async function connect(connection: Connection, uri: string, closed: () => boolean, onTrouble: (reason: string) => void): Promise<void> {
  for (let told = ''; !closed(); ) {
    try {
      await connection.openUri(uri, options);
      await Promise.all(connection.modelNames().map((name) => connection.model(name).createIndexes()));
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== told) onTrouble(reason);
      told = reason;
      await connection.close().catch(() => undefined); // it never opened
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

function schemaOf(table: TableDefinition<never>): Schema {
  const unique = (table.uniqueFields ?? []).map((field) => uniqueText(field, { org: 1 }));
  return plainSchema([[{ org: 1, keys: 1 }], ...unique, ...((table.indexes ?? []) as Parameters<Schema['index']>[])]);
}

/** Rows are typed in TypeScript and written whole; mongoose keeps the indexes and reads. */
function plainSchema(indexes: Parameters<Schema['index']>[]): Schema {
  const schema = new Schema({ _id: String, org: String }, { strict: false, versionKey: false, autoIndex: false });
  for (const index of indexes) schema.index(...index);
  return schema;
}
