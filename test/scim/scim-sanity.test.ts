import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { pythonTool, run } from '../support/python-tool.ts';
import { type ScimServer, startScim } from '../support/scim.ts';

let scim: ScimServer;
let probe: string;

beforeAll(async () => {
  probe = await pythonTool('scim-sanity');
  scim = await startScim();
}, 300_000);
afterAll(() => scim?.close());

const report = z.object({
  results: z.array(z.object({ name: z.string(), status: z.string(), message: z.string().nullish(), phase: z.string() })),
});

test.each([['--strict'], ['--compat'], ['--profile', 'entra']])(
  'scim-sanity, a prober that others wrote, finds no fault: %s %s',
  async (...how) => {
    const { token } = await scim.organization();
    const args = ['probe', scim.baseUrl, '--token', token, '--i-accept-side-effects', '--json-output', ...how];
    const { code, output } = await run(probe, args);
    const { results } = report.parse(JSON.parse(output));
    // It skips what only its draft of agents has.
    const faults = results.filter(({ status, phase }) => status !== 'pass' && !phase.includes('Agent'));
    expect({ code, faults }).toEqual({ code: 0, faults: [] });
    expect(results.filter(({ status }) => status === 'pass').length).toBeGreaterThan(25);
  },
  60_000,
);
