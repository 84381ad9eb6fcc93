import { Ambiguous, NotFound, Taken } from '../provisioning/errors.ts';
import { Refusal } from '../rules/refusal.ts';
import { isUnavailable } from '../store/unavailable.ts';
import type { Problem } from './contract/common.ts';

type Field = { path: string; message: string };

/** The answer to a request that can't be done, by a reason that its caller can do something about. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly more: Pick<Problem, 'rule' | 'wayOut' | 'errors'>;

  constructor(status: number, title: string, detail: string, more: Pick<Problem, 'rule' | 'wayOut' | 'errors'> = {}) {
    super(detail);
    this.name = 'HttpProblem';
    this.status = status;
    this.title = title;
    this.more = more;
  }
}

export const notSignedIn = (): HttpProblem =>
  new HttpProblem(401, 'Not signed in', 'You are not signed in, or were signed out', { wayOut: 'Sign in with Slack' });

export const badInput = (errors: Field[]): HttpProblem =>
  new HttpProblem(400, 'Bad input', errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '), { errors });

/** P1, I1: a permission is missing. */
const forbidden = ({ rule, message, wayOut }: Refusal): HttpProblem => new HttpProblem(403, 'Not permitted', message, { rule, wayOut });

/** Asks for a permission: without it the answer is 403. @throws HttpProblem */
export function mayOr403(ask: () => void): void {
  try {
    ask();
  } catch (error) {
    throw error instanceof Refusal ? forbidden(error) : error;
  }
}

/**
 * What is said of an error (RFC 9457). One that isn't known here says nothing of itself: its text stays in the log, under the request's id.
 */
export function problemOf(error: unknown, requestId: string): Problem {
  const { status, title, message, more } = known(error) ?? unknownProblem(requestId);
  return { type: 'about:blank', title, status, detail: message, ...more, requestId };
}

function known(error: unknown): HttpProblem | null {
  if (error instanceof HttpProblem) return error;
  if (error instanceof Refusal) return new HttpProblem(409, 'Refused by a rule', error.message, { rule: error.rule, wayOut: error.wayOut });
  if (error instanceof NotFound) return new HttpProblem(404, 'Not found', error.message);
  if (error instanceof Taken || error instanceof Ambiguous) return new HttpProblem(409, 'In conflict', error.message);
  if (isUnavailable(error))
    return new HttpProblem(503, 'Database unreachable', 'The database can’t be reached now', { wayOut: 'Try again in a few seconds' });
  return ofBodyParser(error);
}

/** What `express.json` throws: its `type` says what, its message may quote the body. */
function ofBodyParser(error: unknown): HttpProblem | null {
  const type = (error as { type?: unknown } | null)?.type;
  if (type === 'entity.parse.failed') return new HttpProblem(400, 'Bad input', 'The body is not JSON');
  if (type === 'entity.too.large') return new HttpProblem(413, 'Too large', 'The body is larger than 100 KB');
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return new HttpProblem(415, 'Unsupported', 'The body is to be JSON in UTF-8, as it is');
  return type === 'request.aborted' || type === 'request.size.invalid'
    ? new HttpProblem(400, 'Bad input', 'The body did not arrive whole')
    : null;
}

const unknownProblem = (requestId: string): HttpProblem =>
  new HttpProblem(500, 'Failed', `Something failed here. The log has it under ${requestId}`);
