import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import { mustHold } from '../rules/guards.ts';
import { isUnavailable } from '../store/unavailable.ts';
import { authenticate } from './authenticate.ts';
import type { Caller } from './caller.ts';
import { type Route, type RouteName, routes } from './contract.ts';
import type { Call, Download } from './handler.ts';
import { handlers } from './handlers/index.ts';
import { createKeyUse } from './key-use.ts';
import { openApiDocument } from './open-api.ts';
import { badInput, HttpProblem, mayOr403, notSignedIn, problemOf } from './problem.ts';
import { giveRequestId, requestIdOf } from './request-id.ts';
import { mustBeOurs } from './same-origin.ts';
import type { ApiOptions } from './services.ts';
import { writeOut } from './write-out.ts';

const json = express.json({ limit: '100kb', type: () => true });

/** `/api/v1`: every route of the contract, and the document that describes them. */
export function apiRouter(options: ApiOptions): Router {
  const router = express.Router();
  router.use(giveRequestId(options.means.newId));
  const useKey = createKeyUse(options);
  let document: ReturnType<typeof openApiDocument> | undefined;
  router.get('/openapi.json', (_req, res) => {
    document ??= openApiDocument(options.publicUrl);
    res.json(document);
  });
  for (const name of Object.keys(routes) as RouteName[]) {
    const { method, path } = routes[name];
    const parse: RequestHandler[] = method === 'get' ? [] : [ours(options), json];
    router[method](path, ...parse, (req, res) => serve(name, req, res, { ...options, useKey }));
  }
  router.use(() => {
    throw new HttpProblem(404, 'Not found', 'There is no such route; /api/v1/openapi.json has them all');
  });
  router.use(failed(options));
  return router;
}

const ours =
  ({ publicUrl }: ApiOptions): RequestHandler =>
  (req, _res, next) => {
    mustBeOurs(req, publicUrl);
    next();
  };

interface Serving extends ApiOptions {
  useKey: ReturnType<typeof createKeyUse>;
}

async function serve(name: RouteName, req: Request, res: Response, options: Serving): Promise<void> {
  const route: Route = routes[name];
  const caller = await permitted(route, req, res, options);
  const input = inputOf(route, req);
  const requestId = requestIdOf(res);
  const origin = caller && { actor: caller.actor, cause: { type: 'api_request', id: requestId }, at: options.means.now() };
  const handle = handlers[name] as (call: Call) => Promise<unknown>;
  const answer = await handle({ input, caller, origin, options } as Call);
  // What isn't in the contract doesn't leave the house.
  if (route.writes) await writeOut(res, answer as Download);
  else if (route.response) res.status(route.status).json(route.response.parse(answer));
  else res.status(route.status).end();
}

/** The one place where a route's permission is checked. @throws HttpProblem 401, 403, 429 */
async function permitted({ permission }: Route, req: Request, res: Response, { means, useKey }: Serving): Promise<Caller | null> {
  if (permission === 'anyone') return null;
  const caller = await authenticate(req, means);
  if (!caller) throw notSignedIn();
  useKey(caller, res);
  if (permission === 'signed_in') return caller;
  mayOr403(() => mustHold(caller.asker, permission, caller.organization.policy));
  return caller;
}

function inputOf(route: Route, req: Request): { params: unknown; query: unknown; body: unknown } {
  const errors: { path: string; message: string }[] = [];
  const read = (part: 'params' | 'query' | 'body', value: unknown): unknown => {
    const parsed = route[part]?.safeParse(value);
    if (!parsed) return {};
    if (parsed.success) return parsed.data;
    errors.push(...parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
    return {};
  };
  const input = { params: read('params', req.params), query: read('query', req.query), body: read('body', req.body ?? {}) };
  if (errors.length > 0) throw badInput(errors);
  return input;
}

const failed =
  ({ log }: ApiOptions) =>
  (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) return next(error);
    const problem = problemOf(error, requestIdOf(res));
    if (problem.status >= 500)
      log.error({ err: error, requestId: problem.requestId, route: `${req.method} ${req.path}` }, 'request failed');
    if (isUnavailable(error)) res.set('retry-after', '5');
    if (problem.status === 401) res.set('www-authenticate', 'Bearer'); // RFC 9110 §11.6.1
    res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
