import type { SignedIn } from '../../provisioning/record-sign-in.ts';
import type { Stop } from './page.ts';

/** All the ways in which signing in ends without a session, in the words of the page that says so. */

export const noClient: Stop = {
  status: 503,
  title: 'Signing in with Slack is not set up',
  why: 'This installation has no client of Slack’s to sign in with.',
  wayOut: 'Whoever runs it sets SLACK_CLIENT_ID and SLACK_CLIENT_SECRET, and starts it again.',
  again: false,
};

export const badState: Stop = {
  status: 400,
  title: 'This sign-in is no longer open',
  why: 'It was finished before, began in another browser, or was left for more than ten minutes.',
  wayOut: 'Begin again.',
  again: true,
};

export const declined = (word: string): Stop => ({
  status: 400,
  title: 'You didn’t sign in',
  why: word === 'access_denied' ? 'Slack says that it was cancelled.' : `Slack refused it with “${word}”.`,
  wayOut: 'Begin again, and allow Rollcall to know your name and email.',
  again: true,
});

export const issuerFailed: Stop = {
  status: 502,
  title: 'Slack didn’t finish the sign-in',
  why: 'Slack can’t be reached from here, or answered with an error. You are not signed in.',
  wayOut: 'Try again in a minute. If it goes on, whoever runs this installation finds the reason in the log, under the request below.',
  again: true,
};

export const databaseAway: Stop = {
  status: 503,
  title: 'The database can’t be reached now',
  why: 'You are not signed in.',
  wayOut: 'Try again in a few seconds.',
  again: true,
};

export const failedHere: Stop = {
  status: 500,
  title: 'Signing in failed here',
  why: 'You are not signed in.',
  wayOut: 'Whoever runs this installation finds the reason in the log, under the request below.',
  again: true,
};

export const unknownWorkspace: Stop = {
  status: 403,
  title: 'Your Slack workspace isn’t known here',
  why: 'You signed in with a workspace in which Rollcall isn’t installed.',
  wayOut: 'Sign in with the workspace of your organization, or ask its admins to install Rollcall.',
  again: true,
};

/** A7: who is deactivated stays so whatever signs in; the rule behind their state says who brings them back. */
export function refused({ user, status }: SignedIn): Stop {
  if (!user) {
    return {
      status: 403,
      title: 'Guests are no users here',
      why: 'Your account is a guest’s, and your organization keeps guests out.',
      wayOut: 'Ask an admin of Rollcall to let guests in.',
      rule: 'E5',
      again: true,
    };
  }
  const bySlack = status?.rule === 'A1' || status?.rule === 'A7';
  return {
    status: 403,
    title: 'Your account is deactivated',
    why: status?.text ?? 'Your account is deactivated here.',
    wayOut: bySlack
      ? 'An admin of your Slack workspace reactivates it there; then sign in again.'
      : 'An admin of your IdP assigns you again; then sign in again.',
    rule: status?.rule ?? 'A1',
    again: true,
  };
}
