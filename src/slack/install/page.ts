import type { PlainPage } from '../../plain-page.ts';

/** All the ways in which an install ends, in the words of the page that says so. */

const again = { to: '/slack/install', label: 'Begin again' };

export const installed = (name: string, grid: boolean): PlainPage => ({
  status: 200,
  title: `Rollcall is installed in ${name}`,
  lines: grid
    ? [
        'Now add it to the workspaces of your Grid: in Slack’s organization settings, under Integrations, Installed apps.',
        'The members of each workspace are compared as it is added. You are the first owner once you sign in.',
      ]
    : [
        'Its members and incident channels are compared now; the app joins public incident channels by itself.',
        'You are the first owner once you sign in.',
      ],
  go: { to: '/', label: 'Open the dashboard' },
});

export const badState: PlainPage = {
  status: 400,
  title: 'This install is no longer open',
  lines: ['It was finished before, began in another browser, or was left for more than ten minutes. Nothing was installed.'],
  go: again,
};

export const declined = (word: string): PlainPage => ({
  status: 400,
  title: 'Rollcall was not installed',
  lines: [word === 'access_denied' ? 'Slack says that it was cancelled.' : `Slack refused it with “${word}”.`],
  go: again,
});

export const slackRefused = (word: string): PlainPage => ({
  status: 502,
  title: 'Slack didn’t finish the install',
  lines: [
    `Slack answered “${word}”. Nothing was installed.`,
    'If it goes on, whoever runs this installation checks SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.',
  ],
  go: again,
});

export const databaseAway: PlainPage = {
  status: 503,
  title: 'The database can’t be reached now',
  lines: ['Nothing was installed. Try again in a minute.'],
  go: again,
};

export const failedHere: PlainPage = {
  status: 500,
  title: 'The install failed here',
  lines: ['Whoever runs this installation finds the reason in the log.'],
  go: again,
};
