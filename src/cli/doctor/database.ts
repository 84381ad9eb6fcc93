import type { Config } from '../../config.ts';
import type { Database } from '../../store/connection.ts';
import { listOrganizations } from '../../store/organizations.ts';
import { stoppedInstallations, stoppedInWords } from '../../store/slack-side.ts';
import { openStore, type Store } from '../open-store.ts';
import { localTime } from '../times.ts';
import { bad, type Finding, good } from './finding.ts';

/** The database answers, is a replica set (transactions need one), and knows an organization. Never rejects. */
export async function checkDatabase(config: Config, env: NodeJS.ProcessEnv, note: (line: string) => void): Promise<Finding[]> {
  const store = await open(config, env, note);
  if (!('db' in store)) return [store];
  try {
    return [
      good('database', config.database.kind === 'embedded' ? `embedded, in ${config.dataDir}` : 'reached'),
      ...(await inside(store.db)),
    ];
  } catch (error) {
    return [bad('database', reasonOf(error), 'See the log of the database')];
  } finally {
    await store.close();
  }
}

async function open(config: Config, env: NodeJS.ProcessEnv, note: (line: string) => void): Promise<Store | Finding> {
  try {
    return await openStore(config, env, note);
  } catch (error) {
    const wayOut =
      config.database.kind === 'embedded'
        ? `Look into guard.log and mongod.log in ${config.dataDir}`
        : 'Check the host, the user and the network of MONGODB_URI';
    return bad('database', reasonOf(error), wayOut);
  }
}

/** What went wrong, without the address, which may hold a password. */
function reasonOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined };
  const text = typeof cause === 'string' ? `${message}: ${cause}` : message;
  return text.replace(/mongodb(\+srv)?:\/\/\S+/g, 'MONGODB_URI');
}

async function inside(db: Database): Promise<Finding[]> {
  const hello = await db.connection.db?.command({ hello: 1 });
  const sharded = hello?.['msg'] === 'isdbgrid';
  const set = hello?.['setName'] as string | undefined;
  const [organizations, stopped] = await Promise.all([listOrganizations(db), stoppedInstallations(db)]);
  return [
    set || sharded
      ? good('replica set', set ?? 'sharded')
      : bad(
          'replica set',
          'the database is a single server',
          'Start mongod with --replSet, and initiate the set once: changes need transactions',
        ),
    organizations.length > 0
      ? good('organizations', organizations.map(({ name }) => name).join(', '))
      : bad('organizations', 'none yet', 'Start the product once: npm start'),
    ...stopped.map((one) =>
      bad(
        `Slack of ${one.name}`,
        `${stoppedInWords(one)}${one.stoppedAt ? `, ${localTime(one.stoppedAt)}` : ''}; users stay as they are`,
        one.source === 'oauth'
          ? 'An admin of that Slack installs it again at /slack/install'
          : 'Set SLACK_BOT_TOKEN to the token that Slack shows now',
      ),
    ),
  ];
}
