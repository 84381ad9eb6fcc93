import { startDatabase } from '../support/database.ts';
import { type Company, openCompany } from './company.ts';
import { type Ended, rollcall } from './run-rollcall.ts';

/** The shell on a database of its own, with one organization's sources. */
export interface Shell {
  uri: string;
  dataDir: string;
  company: Company;
  /** One command. */
  run(...words: string[]): Promise<Ended>;
  close(): Promise<void>;
}

export async function openShell(): Promise<Shell> {
  const { uri, dataDir, close } = await startDatabase();
  const company = await openCompany(uri, 'org-1');
  return {
    uri,
    dataDir,
    company,
    run: (...words) => rollcall(words, { ROLLCALL_DATA_DIR: dataDir, TZ: 'UTC' }),
    close: async () => {
      await company.db.close();
      await close();
    },
  };
}
