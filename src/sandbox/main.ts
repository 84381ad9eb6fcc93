/** Starts the sandbox alone: `node dist/sandbox/main.js --port 4100 --state-file sandbox.json --events-url http://localhost:3000/slack/events`. */
import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, 'state-file': { type: 'string' }, 'events-url': { type: 'string' } },
});

const port = Number(values.port ?? 0);
const sandbox = await startSandbox({ port, ...(values['state-file'] === undefined ? {} : { stateFile: values['state-file'] }) });
if (values['events-url'] !== undefined) sandbox.connect(values['events-url']);

console.log(`Slack page       ${sandbox.url}/
IdP page         ${sandbox.url}/idp
SLACK_API_URL=${sandbox.apiUrl}
SLACK_OIDC_ISSUER=${sandbox.issuer}
SLACK_SIGNING_SECRET=${sandbox.signingSecret}
SLACK_BOT_TOKEN=${sandbox.botToken}
SLACK_CLIENT_ID=${sandbox.clientId}
SLACK_CLIENT_SECRET=${sandbox.clientSecret}`);

const stop = (): void => void sandbox.close();
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
