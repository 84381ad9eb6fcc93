import { listRequests, type ScimRequest } from '../../store/scim-requests.ts';
import { WrongUsage } from '../errors.ts';
import { type Cell, table } from '../output.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';
import { localTime, momentGiven } from '../times.ts';

interface LogOptions {
  errors?: true;
  since?: string;
  limit: string;
}

const MOST = 10_000;

/** `rollcall scim log [--errors] [--since …]`: what the IdP asked and was answered, oldest first; the operator sees refused strangers too. */
export const addLog: Register = (family, shell) => {
  const command = family
    .command('log')
    .description('requests of the last 30 days to the SCIM endpoint, oldest first')
    .option('--errors', 'only those that were answered with an error')
    .option('--since <time>', 'an ISO date or time, or how long ago: 30m, 2h, 3d')
    .option('--limit <count>', `the latest so many, up to ${MOST}`, '100')
    .action((options: LogOptions) =>
      inOrganization(shell, async ({ means, organization }) => {
        const since = options.since === undefined ? null : momentGiven('--since', options.since, means.now());
        const filter = { strangers: true, errors: options.errors === true, ...(since ? { since } : {}) };
        const { items } = await listRequests(means.db, organization.id, filter, { limit: limitOf(options.limit) });
        const requests = items.reverse();
        await shell.output.result(requests, (paint) =>
          table(['at', 'token', 'from', 'request', 'status', 'ms', 'detail'], requests.map(rowOf), paint, 'No requests.'),
        );
      }),
    );
  withExample(command, 'scim log --errors --since 2h');
};

/** @throws WrongUsage */
function limitOf(text: string): number {
  const limit = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MOST) throw new WrongUsage(`--limit doesn't take ${text}`, `Give a number from 1 to ${MOST}`);
  return limit;
}

const rowOf = ({ at, tokenPrefix, address, outside, method, path, filter, status, ms, scimType, detail }: ScimRequest): Cell[] => [
  localTime(at),
  tokenPrefix && `${tokenPrefix}…`,
  address && (outside ? `${address} (not allowed)` : address),
  `${method} ${path}${filter === null ? '' : ` ${filter}`}`,
  status,
  ms,
  [scimType, detail].filter(Boolean).join(': ') || null,
];
